import { describe, expect, it } from 'vitest';
import { NODE, Rig } from '../../testing/kubelet-rig.ts';

const pod = (volumes: string, mounts: string) => `
apiVersion: v1
kind: Pod
metadata: {name: x, labels: {app: shop}}
spec:
  nodeName: ${NODE}
  volumes:
${volumes}
  containers:
  - {name: app, image: "busybox:1.36", command: [sleep, "3600"], volumeMounts: ${mounts}}
`;
const messagesAbout = (rig: Rig, reason: string) =>
  [...rig.server.store.all('events')].filter((event) => event.reason === reason).map(({ message }) => message);
const read = (rig: Rig, path: string) =>
  rig.runtime.machine(NODE).containers.readFile(rig.pod('x')?.metadata?.uid ?? '', 'app', path);

describe('volumes', () => {
  it('are filled from Secrets, ConfigMaps, the Pod and its account', () => {
    const rig = new Rig();
    rig.apply('apiVersion: v1\nkind: Secret\nmetadata: {name: creds}\nstringData: {user: me, key: k}\n');
    rig.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: "1"}\n');
    rig.apply(
      pod(
        `
  - {name: s, secret: {secretName: creds, items: [{key: user, path: deep/user}]}}
  - name: all
    projected:
      sources:
      - {configMap: {name: settings}}
      - {secret: {name: creds, items: [{key: key, path: k}]}}
      - {downwardAPI: {items: [{path: app, fieldRef: {fieldPath: "metadata.labels['app']"}}]}}
      - {configMap: {name: nobody, optional: true}}`,
        '[{name: s, mountPath: /s}, {name: all, mountPath: /all}]',
      ),
    );
    rig.runFor(3);
    expect(['/s/deep/user', '/all/a', '/all/k', '/all/app'].map((path) => read(rig, path))).toEqual([
      'me',
      '1',
      'k',
      'shop',
    ]);
    const account = '/var/run/secrets/kubernetes.io/serviceaccount';
    expect(read(rig, `${account}/namespace`)).toBe('default');
    expect(read(rig, `${account}/token`)?.split('.')).toHaveLength(3);
  });

  it('say what they are waiting for', () => {
    const rig = new Rig();
    rig.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: "1"}\n');
    rig.apply(
      pod(
        `
  - {name: one, secret: {secretName: nobody}}
  - {name: two, configMap: {name: settings, items: [{key: z, path: z}]}}
  - {name: three, hostPath: {path: /data/www, type: Directory}}`,
        '[]',
      ),
    );
    rig.runFor(3);
    expect(messagesAbout(rig, 'FailedMount').sort()).toEqual([
      'MountVolume.SetUp failed for volume "one" : secret "nobody" not found',
      'MountVolume.SetUp failed for volume "three" : hostPath type check failed: /data/www is not a directory',
      'MountVolume.SetUp failed for volume "two" : configmap references non-existent config key: z',
    ]);
  });

  it('wait for a claim that is not there', () => {
    const rig = new Rig();
    rig.apply(pod('  - {name: data, persistentVolumeClaim: {claimName: data}}', '[{name: data, mountPath: /data}]'));
    rig.runFor(2);
    expect(messagesAbout(rig, 'FailedMount')).toEqual([
      'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process ' +
        'volumes=[data]: error processing PVC default/data: failed to fetch PVC from API server: ' +
        'persistentvolumeclaims "data" not found',
    ]);
  });

  it('of the downward API hold the labels and annotations of the Pod, and follow them', () => {
    const rig = new Rig();
    const items =
      '[{path: labels, fieldRef: {fieldPath: metadata.labels}}, {path: notes, fieldRef: {fieldPath: metadata.annotations}}]';
    rig.apply(pod(`  - {name: me, downwardAPI: {items: ${items}}}`, '[{name: me, mountPath: /me}]'));
    rig.runFor(3);
    expect(read(rig, '/me/labels')).toBe('app="shop"');
    const now = rig.pod('x');
    const metadata = { ...now?.metadata, labels: { tier: 'web', app: 'x' }, annotations: { note: 'two "\nlines"' } };
    rig.server.update('pods', { ...now, metadata }, { actor: 'person' });
    rig.runFor(100);
    expect(read(rig, '/me/labels')).toBe('app="x"\ntier="web"');
    expect(read(rig, '/me/notes')).toBe('note="two \\"\\nlines\\""');
  });

  it('by a path within them do not follow their source', () => {
    const rig = new Rig();
    const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' } };
    rig.server.create('configmaps', { ...settings, data: { a: 'old' } }, { actor: 'person' });
    rig.apply(
      pod(
        '  - {name: c, configMap: {name: settings}}',
        '[{name: c, mountPath: /c}, {name: c, mountPath: /etc/a.conf, subPath: a}]',
      ),
    );
    rig.runFor(5);
    rig.server.update('configmaps', { ...settings, data: { a: 'new' } }, { actor: 'person' });
    rig.runFor(100);
    expect([read(rig, '/c/a'), read(rig, '/etc/a.conf')]).toEqual(['new', 'old']);
  });
});
