// Nodes that fall silent or lose what ran on them, and what they tell when they are back.
import { expect, it } from 'vitest';
import { Rig, lifeOf, NODE } from '../testing/kubelet-rig.ts';

const WEB = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: ${NODE}
  containers: [{name: web, image: "nginx:1.27"}]
`;

function running(): Rig {
  const rig = new Rig();
  rig.apply(WEB);
  rig.runFor(15);
  return rig;
}

function conditions(rig: Rig): string {
  const node = rig.server.get('nodes', '', NODE);
  if (!node.ok) throw new Error(node.status.message);
  return (node.object.status?.conditions ?? []).map(({ type, status }) => `${type}=${status}`).join(' ');
}

function nodeEvents(rig: Rig): readonly string[] {
  const about = [...rig.server.store.all('events')].filter(({ involvedObject }) => involvedObject.kind === 'Node');
  return about.map(({ reason = '', count = 1 }) => `${reason} x${count}`);
}

it('a kubelet that was frozen for long does not trust its runtime at once', () => {
  const rig = running();
  rig.kernel.hold(rig.kubelet.id);
  rig.runFor(60);
  rig.kernel.release(rig.kubelet.id);
  rig.runFor(1);
  expect(conditions(rig)).toBe('MemoryPressure=False DiskPressure=False PIDPressure=False Ready=False');
  expect(nodeEvents(rig)).toContain('NodeNotReady x1');
  rig.runFor(10);
  expect(conditions(rig)).toContain('Ready=True');
  expect(nodeEvents(rig)).toContain('NodeReady x2');
});

it('one that was frozen for a moment goes on as if nothing had been', () => {
  const rig = running();
  const before = nodeEvents(rig);
  rig.kernel.hold(rig.kubelet.id);
  rig.runFor(12);
  rig.kernel.release(rig.kubelet.id);
  rig.runFor(10);
  expect(conditions(rig)).toContain('Ready=True');
  expect(nodeEvents(rig)).toEqual(before);
});

it('a status that others have written over is put right within 10 s', () => {
  const rig = running();
  const pod = rig.pod('web');
  const isReady = () => rig.pod('web')?.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  const changed = (pod?.status?.conditions ?? []).map((each) =>
    each.type === 'Ready' ? { ...each, status: 'False' } : each,
  );
  const object = { ...pod, status: { ...pod?.status, conditions: changed } };
  rig.server.update('pods', object, { actor: 'test', subresource: 'status' });
  expect(isReady()).toBe('False');
  rig.runFor(11);
  expect(isReady()).toBe('True');
});

it('cordoning is told with the next heartbeat', () => {
  const rig = running();
  const cordon = (unschedulable: boolean) => {
    const node = rig.server.get('nodes', '', NODE);
    if (node.ok)
      rig.server.update('nodes', { ...node.object, spec: { ...node.object.spec, unschedulable } }, { actor: 'test' });
    rig.runFor(11);
  };
  cordon(true);
  cordon(false);
  expect(nodeEvents(rig).slice(-2)).toEqual(['NodeNotSchedulable x1', 'NodeSchedulable x1']);
});

it('containers that a runtime has forgotten are made anew, or given up', () => {
  const rig = running();
  rig.apply(WEB.replace('{name: web}', '{name: once}').replace('spec:', 'spec:\n  restartPolicy: Never'));
  rig.runFor(5);
  const since = rig.kernel.now;
  rig.powerCycle(5, true);
  rig.runFor(20);
  expect(lifeOf(rig.records, 'web', since)).toMatchInlineSnapshot(`
    [
      "6.0 | Running, web: ContainerCreating restarts 1",
      "7.6 | Running, web: running ready",
    ]
  `);
  expect(lifeOf(rig.records, 'once', since)).toMatchInlineSnapshot(`
    [
      "6.0 | Running, web: ContainerCreating restarts 1",
      "7.6 | Failed, web: exit 137 restarts 1",
    ]
  `);
});
