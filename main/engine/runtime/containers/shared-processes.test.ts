import { expect, it } from 'vitest';
import { NODE, Rig } from '../../testing/kubelet-rig.ts';

const pod = (more: string) => `
apiVersion: v1
kind: Pod
metadata: {name: pair}
spec:
  nodeName: ${NODE}
  ${more}
  containers:
  - {name: web, image: "busybox:1.36", command: [sleep, "3600"]}
  - {name: tools, image: "busybox:1.36", command: [sh, -c, "sleep 2; ps; sleep 1; pkill sleep; sleep 3600"]}
`;

function lived(more: string): { readonly rig: Rig; readonly said: readonly string[] } {
  const rig = new Rig();
  rig.apply(pod(more));
  const records = rig.runFor(8);
  const said = records.flatMap((record) => (record.type === 'log-written' ? record.text.split('\n') : []));
  return { rig, said: said.map((line) => line.trim().replace(/\s+/g, ' ')) };
}

const stateOf = (rig: Rig, name: string) =>
  rig.pod('pair')?.status?.containerStatuses?.find((each) => each.name === name);

it('containers that share their processes see and signal each other, and are no first processes', () => {
  const { rig, said } = lived('shareProcessNamespace: true');
  expect(said).toEqual([
    'PID USER TIME COMMAND',
    '1 root 0:00 /pause',
    '7 root 0:00 sleep 3600',
    expect.stringMatching(/^8 root 0:00 sh -c/),
    expect.stringMatching(/^\d+ root 0:00 ps$/),
  ]);
  expect(stateOf(rig, 'web')?.lastState?.terminated?.exitCode).toBe(143);
  // What is no first process does not outlive SIGTERM, and its grace is not used up.
  rig.delete('pair');
  rig.runFor(5);
  expect(rig.pod('pair')).toBeUndefined();
});

it("and see each other's files below the roots of their processes", () => {
  const rig = new Rig();
  const look = 'sleep 2; ls /proc/7/root/etc/nginx; cat /proc/7/root/etc/hostname; cat /proc/99/root/etc/hostname';
  rig.apply(`
apiVersion: v1
kind: Pod
metadata: {name: pair}
spec:
  nodeName: ${NODE}
  shareProcessNamespace: true
  containers:
  - {name: web, image: "nginx:1.27"}
  - {name: tools, image: "busybox:1.36", command: [sh, -c, "${look}; sleep 3600"]}
`);
  const lines = rig.runFor(8).flatMap((record) => (record.type === 'log-written' ? record.text.split('\n') : []));
  expect(lines.slice(-4)).toEqual([
    'conf.d',
    'nginx.conf',
    'pair',
    "cat: can't open '/proc/99/root/etc/hostname': No such file or directory",
  ]);
});

it('others have a world each, in which they are the first', () => {
  const { rig, said } = lived('');
  expect(said[1]).toMatch(/^1 root 0:00 sh -c/);
  expect(said).not.toContain('1 root 0:00 /pause');
  expect(stateOf(rig, 'web')?.restartCount).toBe(0);
});
