// What containers are measured to use, and what becomes of those that may not have what their program needs.
import { describe, expect, it } from 'vitest';
import { NODE, Rig } from '../testing/kubelet-rig.ts';

const MEBI = 2 ** 20;
const pod = (image: string, more = '') => `
apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  nodeName: ${NODE}
  containers: [{name: app, image: ${image}${more}}]
`;

function running(manifest: string, seconds = 15): Rig {
  const rig = new Rig();
  rig.apply(manifest);
  rig.runFor(seconds);
  return rig;
}

function used(rig: Rig) {
  const [usage] = rig.runtime.machine(NODE).capacity.usageOf(rig.pod('app')?.metadata?.uid ?? '');
  return { cpuMilli: usage?.cpuMilli, memoryMi: Math.round((usage?.memoryBytes ?? 0) / MEBI) };
}

describe('what a container uses', () => {
  it.each([
    ['redis:7', '', { cpuMilli: 2, memoryMi: 4 }],
    ['busybox:1.36', ', command: [sleep, "3600"]', { cpuMilli: 0, memoryMi: 0 }],
    ['busybox:1.36', ', command: [sh, -c, "while :; do :; done"]', { cpuMilli: 1_000, memoryMi: 0 }],
    ['stress', ', args: [--cpu, "2", --vm, "1", --vm-bytes, 150M]', { cpuMilli: 3_000, memoryMi: 150 }],
    ['nosuch-server', '', { cpuMilli: 1, memoryMi: 12 }],
  ])('%s%s', (image, more, wanted) => {
    expect(used(running(pod(`"${image}"`, more)))).toEqual(wanted);
  });

  it('grows with the requests of the last whole quarter of a minute', () => {
    const rig = running(pod('hpa-example', ', ports: [{containerPort: 80}]'));
    const ip = rig.pod('app')?.status?.podIP ?? '';
    for (let second = 0; second < 30; second++) {
      for (let each = 0; each < 5; each++) rig.runtime.request(ip, 80, { method: 'GET', path: '/', host: ip });
      rig.runFor(1);
    }
    expect(used(rig).cpuMilli).toBe(301);
    rig.runFor(30);
    expect(used(rig).cpuMilli).toBe(1);
  });
});

it('a program that may not have the memory it needs is ended for want of it', () => {
  const limits = ', env: [{name: MYSQL_ROOT_PASSWORD, value: x}], resources: {limits: {memory: 128Mi}}';
  const rig = running(pod('"mysql:8"', limits), 6);
  const [status] = rig.pod('app')?.status?.containerStatuses ?? [];
  expect(status?.lastState?.terminated ?? status?.state?.terminated).toMatchObject({
    reason: 'OOMKilled',
    exitCode: 137,
  });
});
