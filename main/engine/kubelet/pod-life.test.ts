// Lives of Pods on one node, from the manifest to the sequence of (seconds, status). `vitest -u` writes them anew.
import { describe, expect, it } from 'vitest';
import { SECOND } from '../kernel/time.ts';
import { Rig, lifeOf, NODE } from '../testing/kubelet-rig.ts';

const pod = (name: string, spec: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: ${NODE}
${spec}
`;
const sleeper = `
  containers:
  - {name: app, image: "busybox:1.36", command: [sleep, "3600"]}
`;

/** Applies a Pod named `x`, does what is to be done after `at` seconds, and tells its life in `seconds`. */
function life(
  spec: string,
  seconds: number,
  at?: number,
  act?: (rig: Rig) => void,
): { rig: Rig; lines: readonly string[]; start: number } {
  const rig = new Rig();
  const start = rig.kernel.now;
  rig.apply(pod('x', spec));
  rig.runFor(at ?? 0);
  act?.(rig);
  rig.runFor(seconds - (at ?? 0));
  return { rig, lines: lifeOf(rig.records, 'x', start), start };
}

describe('the life of a Pod', () => {
  it('starts: the status follows when the runtime is looked at', () => {
    const { rig, lines } = life('  containers: [{name: web, image: "nginx:1.27"}]', 10);
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, web: ContainerCreating",
        "0.7 | Running, web: running ready",
      ]
    `);
    expect(rig.events('x')).toEqual(['Pulled', 'Created', 'Started']);
    const { podIP, conditions, qosClass } = rig.pod('x')?.status ?? {};
    expect(podIP).toBe('10.244.1.2');
    expect(qosClass).toBe('BestEffort');
    expect(conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ]);
  });

  it('pulls an image that is not there', () => {
    const { rig } = life('  containers: [{name: web, image: "registry.example.com/team/nginx:1.25.1-alpine"}]', 10);
    expect(rig.events('x')).toEqual(['Pulling', 'Pulled', 'Created', 'Started']);
  });

  it('restarts a container that crashes, with a growing back-off', () => {
    const { rig, lines } = life(
      '  containers: [{name: app, image: "busybox:1.36", command: [sh, -c, "sleep 2; exit 1"]}]',
      60,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, app: ContainerCreating",
        "0.7 | Running, app: running ready",
        "2.8 | Running, app: exit 1",
        "3.8 | Running, app: running ready restarts 1",
        "5.8 | Running, app: exit 1 restarts 1",
        "16.5 | Running, app: CrashLoopBackOff restarts 1",
        "16.8 | Running, app: running ready restarts 2",
        "18.8 | Running, app: exit 1 restarts 2",
        "42.5 | Running, app: CrashLoopBackOff restarts 2",
        "42.9 | Running, app: running ready restarts 3",
        "44.9 | Running, app: exit 1 restarts 3",
      ]
    `);
    expect(rig.events('x')).toEqual(['Pulled x4', 'Created x4', 'Started x4', 'BackOff x3']);
  });

  it('tries a missing image again, ever more rarely', () => {
    const { rig, lines } = life('  containers: [{name: app, image: "busybox:no-such-tag"}]', 60);
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, app: ContainerCreating",
        "0.7 | Pending, app: ErrImagePull",
        "14.5 | Pending, app: ImagePullBackOff",
        "26.5 | Pending, app: ErrImagePull",
        "37.5 | Pending, app: ImagePullBackOff",
        "50.5 | Pending, app: ErrImagePull",
      ]
    `);
    const waiting = rig.pod('x')?.status?.containerStatuses?.[0]?.state?.waiting;
    expect(waiting?.message).toContain('docker.io/library/busybox:no-such-tag: not found');
  });

  it('runs init containers first, one after the other', () => {
    const { lines } = life(
      `
  initContainers:
  - {name: one, image: "busybox:1.36", command: [sh, -c, "echo one; sleep 3"]}
  - {name: two, image: "busybox:1.36", command: [sh, -c, "echo two; sleep 3"]}
  containers: [{name: web, image: "nginx:1.27"}]`,
      15,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, one: PodInitializing, two: PodInitializing, web: PodInitializing",
        "0.7 | Pending, one: running, two: PodInitializing, web: PodInitializing",
        "3.8 | Pending, one: exit 0 ready, two: PodInitializing, web: PodInitializing",
        "4.8 | Pending, one: exit 0 ready, two: running, web: PodInitializing",
        "7.8 | Pending, one: exit 0 ready, two: exit 0 ready, web: PodInitializing",
        "8.8 | Running, one: exit 0 ready, two: exit 0 ready, web: running ready",
      ]
    `);
  });

  it('completes, and says so only when nothing runs any more', () => {
    const { rig, lines } = life(
      '  restartPolicy: Never\n  containers: [{name: app, image: "busybox:1.36", command: [sleep, "2"]}]',
      10,
      8,
      (running) => {
        running.delete('x');
      },
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, app: ContainerCreating",
        "0.7 | Running, app: running ready",
        "2.8 | Running, app: exit 0",
        "3.8 | Succeeded, app: exit 0",
        "8.0 | Succeeded, app: exit 0, grace 0",
        "8.0 | deleted",
      ]
    `);
    expect(rig.runtime.machine(NODE).podStatus('x')).toBeUndefined();
  });

  it('ends gracefully: SIGTERM, what does not listen is killed at the end of the grace', () => {
    const { rig, lines } = life(
      `
  terminationGracePeriodSeconds: 5
  containers:
  - {name: stubborn, image: "busybox:1.36", command: [sleep, "3600"]}
  - {name: polite, image: "nginx:1.27"}`,
      20,
      5,
      (running) => {
        running.delete('x');
      },
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, polite: ContainerCreating, stubborn: ContainerCreating",
        "0.7 | Running, polite: running ready, stubborn: running ready",
        "5.0 | Running, polite: running ready, stubborn: running ready, grace 5",
        "10.0 | Failed, polite: exit 0, stubborn: exit 137, grace 5",
        "10.8 | Failed, polite: exit 0, stubborn: exit 137, grace 0",
        "10.8 | deleted",
      ]
    `);
    const signals = rig.records.flatMap((record) =>
      record.type === 'signal-sent' ? [`${record.container} ${record.signal}`] : [],
    );
    expect(signals).toEqual(['stubborn SIGTERM', 'polite SIGQUIT', 'stubborn SIGKILL']);
    expect(rig.runtime.podAt('10.244.1.2')).toBeUndefined();
  });

  it('deleted by force: gone from the API at once, from the machine two seconds later', () => {
    const { rig, lines, start } = life(sleeper, 15, 5, (running) => {
      running.delete('x', 0);
    });
    expect(lines.at(-1)).toBe('5.0 | deleted');
    const exit = rig.records.find(({ type }) => type === 'container-exited');
    expect(((exit?.t ?? 0) - start) / SECOND).toBeCloseTo(7, 1);
  });

  it('waits for a ConfigMap that is not there yet', () => {
    const { rig, lines } = life(
      `
  volumes: [{name: pages, configMap: {name: pages}}]
  containers:
  - {name: web, image: "nginx:1.27", volumeMounts: [{name: pages, mountPath: /usr/share/nginx/html}]}`,
      20,
      5,
      (running) => {
        running.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: pages}\ndata: {index.html: "hello\\n"}\n');
      },
    );
    expect(rig.events('x')).toEqual(['FailedMount x4', 'Pulled', 'Created', 'Started']);
    expect(lines).toHaveLength(3);
    const request = { method: 'GET', path: '/', host: 'x' };
    expect(rig.runtime.request('10.244.1.2', 80, request)).toMatchObject({ kind: 'answered', body: 'hello\n' });
  });

  it('a volume follows its ConfigMap within a minute and a half', () => {
    const rig = new Rig();
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'pages', namespace: 'default' } };
    rig.server.create('configmaps', { ...configMap, data: { 'index.html': 'old' } }, { actor: 'person' });
    rig.apply(
      pod(
        'x',
        `
  volumes: [{name: pages, configMap: {name: pages}}]
  containers:
  - {name: web, image: "nginx:1.27", volumeMounts: [{name: pages, mountPath: /usr/share/nginx/html}]}`,
      ),
    );
    rig.runFor(10);
    rig.server.update('configmaps', { ...configMap, data: { 'index.html': 'new' } }, { actor: 'person' });
    const page = () => rig.runtime.request('10.244.1.2', 80, { method: 'GET', path: '/', host: 'x' });
    expect(page()).toMatchObject({ body: 'old' });
    rig.runFor(95);
    expect(page()).toMatchObject({ body: 'new' });
  });

  it('a Pod on the node’s network has the node’s address at once', () => {
    const { rig } = life(`  hostNetwork: true\n  containers: [{name: web, image: "nginx:1.27"}]`, 0.1);
    expect(rig.pod('x')?.status?.podIP).toBe('10.0.0.232');
    rig.runFor(3);
    const request = { method: 'GET', path: '/', host: 'x' };
    expect(rig.runtime.request('10.0.0.232', 80, request)).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('an unknown image runs as a simple server on its ports, and says so', () => {
    const { rig } = life(
      '  containers: [{name: shop, image: "harbor.example.com/shop:v0.5", ports: [{containerPort: 8080}]}]',
      10,
    );
    const started = rig.records.find((record) => record.type === 'container-started');
    expect(started).toMatchObject({ note: 'unknown image: a simple server stands in on its ports' });
    const request = { method: 'GET', path: '/', host: 'x' };
    expect(rig.runtime.request('10.244.1.2', 8080, request)).toMatchObject({ kind: 'answered', status: 200 });
    expect(rig.runtime.request('10.244.1.2', 80, request)).toEqual({ kind: 'refused' });
    expect(rig.runtime.request('10.244.1.3', 80, request)).toEqual({ kind: 'unreachable' });
  });

  it('a container killed behind the kubelet’s back is started again', () => {
    const { rig, lines } = life(sleeper, 10, 5, (running) => {
      expect(running.runtime.killContainer('default', 'x', 'app')).toBe(true);
    });
    expect(rig.pod('x')?.status?.containerStatuses?.[0]?.restartCount).toBe(1);
    expect(lines.at(-1)).toContain('app: running ready restarts 1');
  });
});

describe('a kubelet that starts anew', () => {
  it('takes over what runs, and ends what has lost its Pod', () => {
    const rig = new Rig();
    rig.apply(pod('kept', sleeper));
    rig.apply(pod('lost', sleeper));
    rig.runFor(5);
    const before = rig.pod('kept')?.status?.containerStatuses;
    rig.kernel.removeActor(rig.kubelet.id);
    rig.delete('lost', 0);
    rig.restartKubelet();
    rig.runFor(10);
    expect(rig.pod('kept')?.status?.containerStatuses).toEqual(before);
    expect(
      rig.runtime
        .machine(NODE)
        .pods()
        .map(({ name }) => name),
    ).toEqual(['kept']);
  });

  it('after a loss of power sets the Pods up again', () => {
    const rig = new Rig();
    rig.apply(pod('x', sleeper));
    rig.runFor(5);
    rig.powerCycle(20);
    rig.runFor(10);
    const [status] = rig.pod('x')?.status?.containerStatuses ?? [];
    expect(status).toMatchObject({ ready: true, restartCount: 1, lastState: { terminated: { exitCode: 255 } } });
    expect(rig.events('x')).toContain('SandboxChanged');
    expect(rig.pod('x')?.status?.podIP).toBe('10.244.1.3');
  });

  it('says after a loss of power that the machine was started anew', () => {
    const rig = new Rig();
    rig.runFor(5);
    const bootId = () => {
      const node = rig.server.get('nodes', '', NODE);
      return node.ok ? node.object.status?.nodeInfo?.bootID : undefined;
    };
    const first = bootId();
    expect(first).toMatch(/^[\da-f-]{36}$/);
    rig.powerCycle(20);
    rig.runFor(10);
    expect(rig.events(NODE).filter((reason) => reason === 'Rebooted')).toHaveLength(1);
    expect(bootId()).not.toBe(first);
  });
});

describe('saved at any moment and restored', () => {
  const story = (rig: Rig, from: number, to: number) => {
    const acts: Readonly<Record<number, () => void>> = {
      1: () => {
        rig.apply(pod('a', '  containers: [{name: app, image: "busybox:1.36", command: [sh, -c, "sleep 2; exit 1"]}]'));
      },
      2: () => {
        rig.apply(
          pod(
            'b',
            '  containers: [{name: web, image: "example.com/nginx:1.24", readinessProbe: {httpGet: {port: 80}}}]',
          ),
        );
      },
      4: () => {
        rig.runtime.writeFile(NODE, '/etc/kubernetes/manifests/s.yaml', pod('s', sleeper));
      },
      9: () => {
        rig.delete('b');
      },
      12: () => {
        rig.server.serving = false;
        rig.server.hub.closeAll();
      },
      14: () => {
        rig.server.serving = true;
      },
    };
    for (let second = from; second < to; second++) {
      acts[second]?.();
      rig.runFor(1);
    }
  };

  it.each([2, 3, 5, 6, 10, 13, 16])('after %i s: the future is the same', (second) => {
    const whole = new Rig(7);
    story(whole, 0, 30);
    const first = new Rig(7);
    story(first, 0, second);
    const second_ = first.reborn();
    expect(second_.state()).toBe(first.state());
    story(second_, second, 30);
    expect(second_.state()).toBe(whole.state());
    expect([...first.records, ...second_.records]).toEqual(whole.records);
  });
});
