import { describe, expect, it } from 'vitest';
import { SmallCluster } from './testing/small-cluster.ts';

const tail = 'no new claims to deallocate, preemption: 0/3 nodes are available:';
const hopeless = '3 Preemption is not helpful for scheduling.';
const resources = (requests: string) => ({ container: `resources: {requests: {${requests}}}` });

describe('scheduler', () => {
  it('binds a Pod, tells so, and names the decision as the cause', () => {
    const cluster = SmallCluster.started();
    cluster.addPod('web');
    cluster.run(1);
    const node = cluster.nodeOf('web') ?? '';
    expect(['worker232', 'worker233']).toContain(node);
    expect(cluster.events('web')).toEqual([`Scheduled: Successfully assigned default/web to ${node}`]);
    const verdict = cluster.records.find(({ type }) => type === 'pod-scheduled');
    const bound = cluster.records.find((record) => record.type === 'object-updated' && record.resource === 'pods');
    expect(verdict).toMatchObject({ actor: 'kube-scheduler', node, pod: 'web' });
    expect(bound?.cause).toBe(verdict?.seq);
    expect(verdict).toHaveProperty('verdicts', [
      { node: 'master231', filteredBy: 'TaintToleration', reason: 'node(s) had untolerated taint(s)' },
      { node: 'worker232', score: expect.any(Number) as number, parts: expect.any(Array) as unknown[] },
      { node: 'worker233', score: expect.any(Number) as number, parts: expect.any(Array) as unknown[] },
    ]);
  });

  it.each([
    ['cpu: 50', `1 node(s) had untolerated taint(s), 2 Insufficient cpu. ${tail} ${hopeless}`],
    [
      'cpu: 50, memory: 500Gi',
      `1 node(s) had untolerated taint(s), 2 Insufficient cpu, 2 Insufficient memory. ${tail} ${hopeless}`,
    ],
    [
      'ephemeral-storage: 1Ti',
      `1 node(s) had untolerated taint(s), 2 Insufficient ephemeral-storage. ${tail} ${hopeless}`,
    ],
    ['example.com/gpu: 1', `1 node(s) had untolerated taint(s), 2 Insufficient example.com/gpu. ${tail} ${hopeless}`],
  ])('says what is short of %s', (requests, message) => {
    const cluster = SmallCluster.started();
    const limits = requests.startsWith('example') ? `, limits: {${requests}}` : '';
    cluster.addPod('big', '', { container: `resources: {requests: {${requests}}${limits}}` });
    cluster.run(1);
    expect(cluster.message('big')).toBe(`0/3 nodes are available: ${message}`);
    expect(cluster.events('big')).toEqual([`FailedScheduling: 0/3 nodes are available: ${message}`]);
    expect(cluster.pod('big')?.status?.conditions?.[0]).toMatchObject({
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
    });
  });

  it('tells nodes that are full from nodes that are too small', () => {
    const cluster = SmallCluster.started();
    for (const name of ['a', 'b']) cluster.addPod(name, '', resources('cpu: 1500m'));
    cluster.run(1);
    expect(new Set([cluster.nodeOf('a'), cluster.nodeOf('b')]).size).toBe(2);
    cluster.addPod('c', '', resources('cpu: 1500m'));
    cluster.run(1);
    expect(cluster.message('c')).toBe(
      `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. ${tail} ` +
        '1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.',
    );
    cluster.server.delete('pods', 'default', 'a', { actor: 'person', gracePeriodSeconds: 0 });
    cluster.run(1);
    expect(cluster.nodeOf('c')).toBeDefined();
  });

  it.each([
    ['apps/v1', 'ReplicaSet', 'replicasets', 'selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}'],
    ['apps/v1', 'StatefulSet', 'statefulsets', 'selector: {matchLabels: {app: web}}, serviceName: web'],
    ['v1', 'ReplicationController', 'replicationcontrollers', 'selector: {app: web}'],
  ] as const)(
    'keeps the Pods of one %s %s apart, even if a node is a little fuller',
    (apiVersion, kind, topic, rest) => {
      const cluster = SmallCluster.started();
      cluster.addPod('load', 'nodeSelector: {kubernetes.io/hostname: worker232}', {
        labels: 'app: load',
        container: 'resources: {requests: {cpu: 300m, memory: 600Mi}}',
      });
      const template = `{metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}`;
      cluster.apply(
        `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: web}, spec: {${rest}, template: ${template}}}`,
      );
      const uid = cluster.get(topic, 'default/web')?.metadata?.uid ?? '';
      for (const name of ['a', 'b']) {
        const ownerReferences = [{ apiVersion, kind, name: 'web', uid, controller: true }];
        const metadata = { name, namespace: 'default', labels: { app: 'web' }, ownerReferences };
        const spec = { containers: [{ name: 'main', image: 'nginx' }] };
        cluster.server.create('pods', { metadata, spec }, { actor: 'person' });
        cluster.run(1);
      }
      expect([cluster.nodeOf('a'), cluster.nodeOf('b')]).toEqual(['worker233', 'worker232']);
    },
  );

  it('does not book a node twice within the delay of the watch', () => {
    const cluster = SmallCluster.started();
    for (let i = 0; i < 6; i++) cluster.addPod(`p${String(i)}`, '', resources('cpu: 900m'));
    cluster.run(1);
    const nodes = [0, 1, 2, 3, 4, 5].map((i) => cluster.nodeOf(`p${String(i)}`));
    expect(nodes.filter((node) => node === 'worker232')).toHaveLength(2);
    expect(nodes.filter((node) => node === 'worker233')).toHaveLength(2);
    expect(nodes.filter((node) => node === undefined)).toHaveLength(2);
  });

  it('asks no nodes but those that a Pod names, and says so of the others', () => {
    const cluster = SmallCluster.started();
    const named = (...terms: readonly (readonly string[])[]) => {
      const field = (name: string) => `{key: metadata.name, operator: In, values: [${name}]}`;
      const texts = terms.map((names) => `{matchFields: [${names.map(field).join(', ')}]}`);
      return `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${texts.join(', ')}]}}}`;
    };
    cluster.addPod('big', named(['worker232']), resources('cpu: 50'));
    cluster.addPod('late', named(['worker232']), resources('cpu: 1500m'));
    cluster.addPod('later', named(['worker232']), resources('cpu: 1500m'));
    cluster.addPod('two', named(['worker232'], ['worker233']), resources('cpu: 50'));
    cluster.addPod('lost', named(['worker999']));
    cluster.addPod('torn', named(['worker232', 'worker233']));
    cluster.run(1);
    const others = (count: number) => `${String(count)} node(s) didn't satisfy plugin(s) [NodeAffinity].`;
    expect(cluster.message('big')).toBe(
      `0/3 nodes are available: 1 Insufficient cpu, ${others(2)} ${tail} ${hopeless}`,
    );
    expect(cluster.message('later')).toBe(
      `0/3 nodes are available: 1 Insufficient cpu, ${others(2)} ${tail} ` +
        '1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.',
    );
    expect(cluster.message('two')).toBe(
      `0/3 nodes are available: ${others(1).replace('.', '')}, 2 Insufficient cpu. ${tail} ${hopeless}`,
    );
    expect(cluster.message('lost')).toBe(`0/3 nodes are available: ${others(3)} ${tail} ${hopeless}`);
    expect(cluster.message('torn')).toBe('0/3 nodes are available: pod affinity terms conflict. not found');
  });

  it('keeps to selectors, affinity and host ports', () => {
    const cluster = SmallCluster.started();
    const master = 'tolerations: [{key: node-role.kubernetes.io/control-plane, operator: Exists}]';
    const port = { container: 'ports: [{containerPort: 80, hostPort: 18080}]' };
    const on = 'nodeSelector: {kubernetes.io/hostname: master231}';
    const required = (terms: string) =>
      `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${terms}]}}}`;
    cluster.addPod('one', `${on}, ${master}`, port);
    cluster.addPod('two', `${on}, ${master}`, port);
    cluster.addPod(
      'notin',
      required('{matchExpressions: [{key: kubernetes.io/hostname, operator: NotIn, values: [worker232]}]}'),
    );
    cluster.addPod('none', required('{matchExpressions: [{key: disk, operator: In, values: [ssd]}]}'));
    cluster.addPod('daemon', required('{matchFields: [{key: metadata.name, operator: In, values: [worker232]}]}'));
    cluster.addPod(
      'preferred',
      'affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, preference: {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [worker232]}]}}]}}',
    );
    cluster.run(1);
    expect(cluster.nodeOf('one')).toBe('master231');
    expect(cluster.message('two')).toBe(
      "0/3 nodes are available: 1 node(s) didn't have free ports for the requested pod ports, " +
        `2 node(s) didn't match Pod's node affinity/selector. ${tail} ` +
        '1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.',
    );
    expect(cluster.nodeOf('notin')).toBe('worker233');
    expect(cluster.message('none')).toBe(
      "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. " +
        `${tail} ${hopeless}`,
    );
    expect(cluster.nodeOf('daemon')).toBe('worker232');
    expect(cluster.nodeOf('preferred')).toBe('worker232');
  });

  it('waits for a cordoned node and comes back when it is freed', () => {
    const cluster = SmallCluster.started();
    const setCordon = (unschedulable: boolean) => {
      const node = cluster.server.store.get('nodes', 'worker233')!;
      cluster.server.update('nodes', { ...node, spec: { ...node.spec, unschedulable } }, { actor: 'person' });
    };
    setCordon(true);
    cluster.run(1);
    cluster.addPod('new', 'nodeSelector: {kubernetes.io/hostname: worker233}');
    cluster.run(5);
    expect(cluster.message('new')).toBe(
      "0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, " +
        `1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. ${tail} ${hopeless}`,
    );
    setCordon(false);
    cluster.run(1);
    expect(cluster.nodeOf('new')).toBe('worker233');
  });

  it('leaves gated Pods and those of other schedulers alone', () => {
    const cluster = SmallCluster.started();
    cluster.addPod('gated', 'schedulingGates: [{name: example.com/wait}]');
    cluster.addPod('other', 'schedulerName: mine');
    cluster.run(1);
    expect(cluster.nodeOf('gated')).toBeUndefined();
    expect(cluster.nodeOf('other')).toBeUndefined();
  });

  it('takes more important Pods first', () => {
    const cluster = SmallCluster.started();
    for (const [i, priority] of ['system-node-critical', 'system-cluster-critical', ''].reverse().entries()) {
      cluster.addPod(`p${String(i)}`, priority === '' ? '' : `priorityClassName: ${priority}`);
    }
    cluster.run(1);
    const order = cluster.records.flatMap((record) => (record.type === 'pod-scheduled' ? [record.pod] : []));
    expect(order).toEqual(['p2', 'p1', 'p0']);
  });

  it('spreads the Pods of a Service over the nodes', () => {
    const cluster = SmallCluster.started();
    cluster.apply(
      '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}',
    );
    cluster.run(1);
    for (let i = 0; i < 6; i++) cluster.addPod(`p${String(i)}`);
    cluster.run(1);
    const nodes = [0, 1, 2, 3, 4, 5].map((i) => cluster.nodeOf(`p${String(i)}`));
    expect(nodes.filter((node) => node === 'worker232')).toHaveLength(3);
  });

  it('spreads them over zones too', () => {
    const cluster = new SmallCluster();
    for (const [name, zone] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['a3', 'a'],
      ['b1', 'b'],
    ] as const) {
      cluster.addNode(name, { labels: { 'topology.kubernetes.io/zone': zone } });
    }
    cluster.apply(
      '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}',
    );
    cluster.start();
    for (let i = 0; i < 4; i++) cluster.addPod(`p${String(i)}`);
    cluster.run(1);
    const zones = [0, 1, 2, 3].map((i) => cluster.nodeOf(`p${String(i)}`)?.charAt(0));
    expect(new Set(zones)).toEqual(new Set(['a', 'b']));
    const labels = [0, 1, 2, 3].map((i) => cluster.pod(`p${String(i)}`)?.metadata?.labels);
    expect(labels.map((of) => of?.['topology.kubernetes.io/zone'])).toEqual(zones);
  });

  it('obeys a hard spreading constraint, for which the tainted node counts too', () => {
    const cluster = SmallCluster.started();
    const constraint =
      'topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]';
    for (let i = 0; i < 3; i++) cluster.addPod(`p${String(i)}`, constraint);
    cluster.run(1);
    const placed = [0, 1, 2].filter((i) => cluster.nodeOf(`p${String(i)}`) !== undefined);
    expect(placed).toHaveLength(2);
    const left = [0, 1, 2].find((i) => !placed.includes(i)) ?? 0;
    expect(cluster.message(`p${String(left)}`)).toBe(
      "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match pod topology spread constraints. " +
        `${tail} 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.`,
    );
  });

  it('says so when there are no nodes, and goes on when the first appears', () => {
    const cluster = new SmallCluster();
    cluster.start();
    cluster.addPod('early');
    cluster.run(1);
    expect(cluster.message('early')).toBe('no nodes available to schedule pods');
    cluster.addNode('worker232');
    cluster.run(2);
    expect(cluster.nodeOf('early')).toBe('worker232');
  });

  it('tries again after the API server was away', () => {
    const cluster = SmallCluster.started();
    const names = Array.from({ length: 20 }, (_, i) => `p${String(i)}`);
    for (const name of names) cluster.addPod(name);
    cluster.run(0.01);
    const bound = () => names.filter((name) => cluster.nodeOf(name) !== undefined).length;
    const before = bound();
    cluster.server.serving = false;
    cluster.run(5);
    expect(before).toBeGreaterThan(0);
    expect(bound()).toBe(before);
    cluster.server.serving = true;
    cluster.run(60);
    expect(bound()).toBe(20);
  });

  it('goes on after a restore as if nothing had been', () => {
    const cluster = SmallCluster.started();
    cluster.apply(
      '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}',
    );
    for (let i = 0; i < 30; i++) cluster.addPod(`p${String(i)}`, '', resources(`cpu: ${String(100 + 30 * i)}m`));
    for (const seconds of [0.002, 0.003, 0.004, 0.005, 0.006]) {
      cluster.run(seconds);
      const restored = new SmallCluster(cluster.save());
      const mark = cluster.records.length;
      const before = cluster.save();
      restored.run(3);
      const straight = new SmallCluster(before).run(3);
      expect(straight.records).toEqual(restored.records);
      expect(mark).toBe(cluster.records.length);
    }
    const restored = new SmallCluster(cluster.save()).run(40);
    const length = cluster.records.length;
    cluster.run(40);
    expect(restored.save()).toEqual(cluster.save());
    expect(restored.records).toEqual(cluster.records.slice(length));
  });
});
