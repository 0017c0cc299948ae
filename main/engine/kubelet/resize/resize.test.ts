import { describe, expect, it } from 'vitest';
import type { Event, ResourceRequirements } from '../../api/generated/types.ts';
import { handleRequest } from '../../api/request.ts';
import { NODE, Rig } from '../../testing/kubelet-rig.ts';

const pod = (name: string, cpu: string, more = '') => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: ${NODE}
  containers:
  - name: app
    image: nginx:1.27
    resources: {requests: {cpu: ${cpu}, memory: 64Mi}, limits: {cpu: "2", memory: 128Mi}}
    resizePolicy: [{resourceName: memory, restartPolicy: RestartContainer}]
${more}
`;

function resize(rig: Rig, name: string, resources: ResourceRequirements): void {
  const patch = { spec: { containers: [{ name: 'app', resources }] } };
  const request = { verb: 'patch', patchType: 'strategic', subresource: 'resize', name, patch } as const;
  const answer = handleRequest(rig.server, 'person', { resource: 'pods', namespace: 'default', ...request });
  if (!answer.ok) throw new Error(answer.status.message);
}

function started(...pods: readonly string[]): Rig {
  const rig = new Rig();
  for (const manifest of pods) rig.apply(manifest);
  rig.runFor(5);
  return rig;
}

const container = (rig: Rig, name: string) => rig.pod(name)?.status?.containerStatuses?.[0];
const conditions = (rig: Rig, name: string) =>
  (rig.pod(name)?.status?.conditions ?? []).filter(({ type }) => type.startsWith('PodResize'));
const messages = (rig: Rig, name: string) =>
  [...rig.server.store.all('events')]
    .filter((event: Event) => event.involvedObject.name === name && event.reason?.startsWith('Resize'))
    .map(({ reason, message }) => [reason, message]);

describe('a running Pod that asks for other resources', () => {
  it('has CPU granted at once, and its container gets it without a restart', () => {
    const rig = started(pod('web', '100m'));
    resize(rig, 'web', { requests: { cpu: '300m' } });
    rig.runFor(0.01);
    expect(conditions(rig, 'web')).toMatchObject([{ type: 'PodResizeInProgress', status: 'True' }]);
    expect(container(rig, 'web')).toMatchObject({
      allocatedResources: { cpu: '300m' },
      resources: { requests: { cpu: '100m' } },
    });
    rig.runFor(3);
    expect(conditions(rig, 'web')).toEqual([]);
    expect(container(rig, 'web')).toMatchObject({ resources: { requests: { cpu: '300m' } }, restartCount: 0 });
    const resources = '{"limits":{"cpu":"2","memory":"128Mi"},"requests":{"cpu":"300m","memory":"64Mi"}}';
    const summary = `{"containers":[{"name":"app","resources":${resources}}],"generation":2}`;
    expect(messages(rig, 'web')).toEqual([
      ['ResizeStarted', `Pod resize started: ${summary}`],
      ['ResizeCompleted', `Pod resize completed: ${summary}`],
    ]);
  });

  it('has its container restarted where the policy of a resource says so', () => {
    const rig = started(pod('web', '100m'));
    resize(rig, 'web', { limits: { memory: '256Mi' } });
    rig.runFor(5);
    expect(container(rig, 'web')).toMatchObject({ resources: { limits: { memory: '256Mi' } }, restartCount: 1 });
    expect(rig.events('web')).toEqual(expect.arrayContaining(['Killing', 'ResizeCompleted']));
    expect(conditions(rig, 'web')).toEqual([]);
  });

  it('is told that its node will never have so much', () => {
    const rig = started(pod('web', '100m'));
    resize(rig, 'web', { requests: { cpu: '50' }, limits: { cpu: '50' } });
    rig.runFor(3);
    const message = "Node didn't have enough capacity: cpu, requested: 50000, capacity: 2000";
    expect(conditions(rig, 'web')).toMatchObject([{ type: 'PodResizePending', reason: 'Infeasible', message }]);
    expect(container(rig, 'web')?.resources?.requests?.['cpu']).toBe('100m');
    expect(messages(rig, 'web')).toMatchObject([['ResizeInfeasible', expect.stringContaining(`"error":"${message}"`)]]);
    resize(rig, 'web', { requests: { cpu: '100m' }, limits: { cpu: '2' } });
    rig.runFor(3);
    expect(conditions(rig, 'web')).toEqual([]);
  });

  it('waits until others have left', () => {
    const rig = started(pod('web', '100m'), pod('other', '1500m'));
    resize(rig, 'web', { requests: { cpu: '1' } });
    rig.runFor(3);
    const message = "Node didn't have enough resource: cpu, requested: 1000, used: 1500, capacity: 2000";
    expect(conditions(rig, 'web')).toMatchObject([{ type: 'PodResizePending', reason: 'Deferred', message }]);
    const twin = rig.reborn();
    for (const each of [rig, twin]) {
      each.delete('other');
      each.runFor(5);
      expect(conditions(each, 'web')).toEqual([]);
      expect(container(each, 'web')?.resources?.requests?.['cpu']).toBe('1');
    }
    expect(twin.state()).toBe(rig.state());
  });

  it('may take the memory that it has got', () => {
    const eats = `    command: [sh, -c, "sleep 20; stress --vm 1 --vm-bytes 200M"]`;
    const rig = started(
      pod('web', '100m', eats).replace('RestartContainer', 'NotRequired').replace('nginx:1.27', 'busybox:1.36'),
    );
    resize(rig, 'web', { limits: { memory: '512Mi' } });
    rig.runFor(25);
    expect(container(rig, 'web')).toMatchObject({ restartCount: 0, ready: true });
  });
});
