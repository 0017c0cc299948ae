import { describe, expect, it } from 'vitest';
import { NODE, Rig } from '../testing/kubelet-rig.ts';

const pod = (name: string, spec: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: ${NODE}
${spec}
`;
const asking = (resources: string) =>
  `  containers: [{name: app, image: "nginx:1.27", resources: {requests: ${resources}}}]`;

describe('a Pod that was put on a node by hand', () => {
  it.each([
    [
      asking('{cpu: "50"}'),
      'OutOfcpu',
      "Node didn't have enough resource: cpu, requested: 50000, used: 0, capacity: 2000",
    ],
    [
      asking('{memory: 1Ti}'),
      'OutOfmemory',
      "Node didn't have enough resource: memory, requested: 1099511627776, used: 0, capacity: 4294967296",
    ],
    [
      `  nodeSelector: {disk: fast}\n${asking('{}')}`,
      'NodeAffinity',
      "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    ],
  ])('is rejected when it does not fit: %#', (spec, reason, message) => {
    const rig = new Rig();
    rig.apply(pod('x', spec));
    rig.runFor(5);
    const { phase, conditions, containerStatuses, ...status } = rig.pod('x')?.status ?? {};
    expect(status).toMatchObject({ reason, message: `Pod was rejected: ${message}` });
    expect([phase, conditions, containerStatuses]).toEqual(['Failed', undefined, undefined]);
    expect(rig.events('x')).toEqual([reason]);
    expect(rig.runtime.machine(NODE).pods()).toEqual([]);
  });

  it('is rejected when others have taken the room, until they are gone', () => {
    const rig = new Rig();
    rig.apply(pod('first', asking('{cpu: 1500m}')));
    rig.runFor(3);
    rig.apply(pod('second', asking('{cpu: 1500m}')));
    rig.runFor(3);
    expect(rig.pod('second')?.status?.message).toContain('requested: 1500, used: 1500, capacity: 2000');
    rig.delete('first');
    rig.runFor(5);
    rig.apply(pod('third', asking('{cpu: 1500m}')));
    rig.runFor(3);
    expect(rig.pod('third')?.status?.phase).toBe('Running');
  });

  it('is rejected for a taint that evicts, not for one that only keeps away', () => {
    const rig = new Rig();
    const taint = (effect: string) => {
      const node = rig.server.get('nodes', '', NODE);
      if (!node.ok) throw new Error(node.status.message);
      const spec = { ...node.object.spec, taints: [{ key: 'dedicated', value: 'db', effect }] };
      rig.server.update('nodes', { ...node.object, spec }, { actor: 'test' });
    };
    taint('NoSchedule');
    rig.apply(pod('kept', asking('{}')));
    rig.runFor(3);
    expect(rig.pod('kept')?.status?.phase).toBe('Running');
    taint('NoExecute');
    rig.apply(pod('turned-away', asking('{}')));
    rig.runFor(3);
    expect(rig.pod('turned-away')?.status).toMatchObject({
      phase: 'Failed',
      reason: 'TaintToleration',
      message: "Pod was rejected: Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate",
    });
  });
});
