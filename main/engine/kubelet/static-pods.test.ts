import { describe, expect, it } from 'vitest';
import { Rig, lifeOf, NODE } from '../testing/kubelet-rig.ts';

const FILE = '/etc/kubernetes/manifests/web.yaml';
const manifest = (image = 'nginx:1.27') => `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: "${image}"}]
`;
const MIRROR = `web-${NODE}`;

function started(): Rig {
  const rig = new Rig();
  rig.runtime.writeFile(NODE, FILE, manifest());
  rig.runFor(5);
  return rig;
}

describe('static Pods', () => {
  it('run as soon as their file is there, and have a mirror', () => {
    const rig = started();
    const mirror = rig.pod(MIRROR);
    const hash = mirror?.metadata?.annotations?.['kubernetes.io/config.hash'];
    expect(mirror?.metadata?.annotations).toMatchObject({
      'kubernetes.io/config.mirror': hash,
      'kubernetes.io/config.source': 'file',
    });
    expect(mirror?.metadata?.ownerReferences).toMatchObject([{ kind: 'Node', name: NODE, controller: true }]);
    expect(mirror?.status).toMatchObject({ phase: 'Running', podIP: '10.244.1.2' });
    expect(rig.runtime.podAt('10.244.1.2')?.podUid).toBe(hash);
  });

  it('run without the API server, and are seen when it is back', () => {
    const rig = new Rig();
    rig.runFor(11);
    rig.server.serving = false;
    rig.server.hub.closeAll();
    rig.runtime.writeFile(NODE, FILE, manifest());
    rig.runFor(5);
    expect(rig.runtime.podAt('10.244.1.2')?.name).toBe(MIRROR);
    rig.server.serving = true;
    rig.runFor(100);
    expect(rig.pod(MIRROR)?.status?.phase).toBe('Running');
  });

  it('a deleted mirror comes back at once, the container runs on', () => {
    const rig = started();
    const since = rig.kernel.now;
    rig.delete(MIRROR);
    rig.runFor(0.1);
    expect(rig.pod(MIRROR)?.status?.phase).toBe('Pending');
    rig.runFor(11);
    expect(rig.pod(MIRROR)?.status?.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 0 });
    expect(rig.records.filter(({ type, t }) => type === 'container-exited' && t > since)).toEqual([]);
  });

  it('go when their file is moved away, and come when it is moved back', () => {
    const rig = started();
    const since = rig.kernel.now;
    rig.runtime.moveFile(NODE, FILE, '/root/web.yaml');
    rig.runFor(10);
    expect(rig.pod(MIRROR)).toBeUndefined();
    rig.runtime.moveFile(NODE, '/root/web.yaml', FILE);
    rig.runFor(5);
    expect(lifeOf(rig.records, MIRROR, since)).toMatchInlineSnapshot(`
      [
        "0.1 | Running, web: exit 0",
        "0.8 | Running, web: exit 0, grace 0",
        "0.8 | deleted",
        "10.1 | Pending",
        "10.7 | Pending, web: ContainerCreating",
        "10.8 | Running, web: running ready",
      ]
    `);
  });

  it('an edited file replaces its Pod 10 to 15 s later', () => {
    const rig = started();
    rig.runtime.writeFile(NODE, FILE, manifest('nginx:1.26'));
    rig.runFor(9);
    // Nothing runs, but the mirror waits for its new Pod as it was.
    expect(rig.pod(MIRROR)?.spec?.containers[0]?.image).toBe('nginx:1.27');
    expect(rig.pod(MIRROR)?.status?.phase).toBe('Running');
    expect(rig.runtime.podAt('10.244.1.2')).toBeUndefined();
    rig.runFor(10);
    expect(rig.pod(MIRROR)?.spec?.containers[0]?.image).toBe('nginx:1.26');
    expect(rig.pod(MIRROR)?.status?.phase).toBe('Running');
  });

  it('come from every file that is not hidden, whatever its suffix', () => {
    const rig = new Rig();
    const files = { 'a.yaml.bak': 'a', b: 'b', '.c.yaml': 'c', 'sub/d.yaml': 'd' };
    for (const [file, name] of Object.entries(files)) {
      rig.runtime.writeFile(
        NODE,
        `/etc/kubernetes/manifests/${file}`,
        manifest().replace('{name: web}', `{name: ${name}}`),
      );
    }
    rig.runFor(5);
    expect(['a', 'b', 'c', 'd'].filter((name) => rig.pod(`${name}-${NODE}`))).toEqual(['a', 'b']);
  });

  it('a file without a Pod stands in the log, when it is written and with each reading of the folder', () => {
    const rig = new Rig();
    rig.runtime.writeFile(NODE, FILE, 'apiVersion: apps/v1\nkind: Deployment\n');
    rig.runFor(40);
    const lines = (rig.runtime.machine(NODE).disk.read('/var/log/kubelet.log') ?? '').trim().split('\n');
    const [event, ...lists] = lines.map((line) => line.replace(/^E\d{4} [\d:.]+ +\d+ /, ''));
    const fault = `${FILE}: couldn't parse as pod(no kind`;
    expect(event).toContain(
      `file.go:109] "Unable to process watch event" err="can't process config file \\"${FILE}\\": ${fault}`,
    );
    expect(lists).toHaveLength(2);
    for (const line of lists) expect(line).toContain(`file.go:188] "Could not process manifest file" err="${fault}`);
  });

  it('a file that is no longer understood ends its Pod with the next rescan', () => {
    const rig = started();
    rig.runtime.writeFile(NODE, FILE, 'kind: [Pod');
    rig.runFor(15);
    expect(rig.pod(MIRROR)?.status?.phase).toBe('Running');
    rig.runFor(10);
    expect(rig.pod(MIRROR)).toBeUndefined();
  });
});
