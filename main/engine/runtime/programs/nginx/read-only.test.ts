// nginx in a container whose root cannot be written to, and one that is told to read its configuration anew.
import { expect, it } from 'vitest';
import { NODE, Rig } from '../../../testing/kubelet-rig.ts';

const pod = (image: string, mounts: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: ${NODE}
  volumes: [{name: cache, emptyDir: {}}, {name: run, emptyDir: {}}]
  containers: [{name: web, image: "${image}", securityContext: {readOnlyRootFilesystem: true}, volumeMounts: [${mounts}]}]
`;
const CACHE = '{name: cache, mountPath: /var/cache/nginx}';
const RUN = '{name: run, mountPath: /run}';

function lived(image: string, mounts: string) {
  const rig = new Rig();
  rig.apply(pod(image, mounts));
  const records = rig.runFor(2);
  const said = records.flatMap((record) => (record.type === 'log-written' ? record.text.split('\n') : []));
  return { said, isRunning: rig.runtime.machine(NODE).pods()[0]?.containers[0]?.state === 'running' };
}

it.each([
  ['nginx:1.27', '', 'mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)'],
  ['nginx:1.27', CACHE, 'open() "/run/nginx.pid" failed (30: Read-only file system)'],
  ['nginx-unprivileged', '', 'mkdir() "/tmp/client_temp" failed (30: Read-only file system)'],
])('%s with mounts [%s] cannot start', (image, mounts, fault) => {
  const { said, isRunning } = lived(image, mounts);
  expect(isRunning).toBe(false);
  expect(said).toContain(`nginx: [emerg] ${fault}`);
});

it.each([
  ['nginx:1.27', `${CACHE}, ${RUN}`],
  ['nginx-unprivileged', '{name: cache, mountPath: /tmp}'],
])('%s with mounts [%s] starts, though its configuration cannot be changed', (image, mounts) => {
  const { said, isRunning } = lived(image, mounts);
  expect(isRunning).toBe(true);
  const finding = 'can not modify /etc/nginx/conf.d/default.conf (read-only file system?)';
  expect(said).toContain(`10-listen-on-ipv6-by-default.sh: info: ${finding}`);
});
