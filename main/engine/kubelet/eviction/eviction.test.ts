import { describe, expect, it } from 'vitest';
import type { Event, NodeCondition } from '../../api/generated/types.ts';
import { NODE, Rig } from '../../testing/kubelet-rig.ts';

// The machine has 4Gi of memory, of which its system takes 300Mi, and a disk of its own.
const pod = (name: string, command: string, more = '', request = '') => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: ${NODE}
  ${more}
  containers:
  - {name: app, image: "busybox:1.36", command: [sh, -c, ${JSON.stringify(command)}]${request}}
`;
const eater = (megabytes: number) => `sleep 3; stress --vm 1 --vm-bytes ${String(megabytes)}M`;

const condition = (rig: Rig, wanted: string): NodeCondition | undefined => {
  const node = rig.server.get('nodes', '', NODE);
  return node.ok ? node.object.status?.conditions?.find(({ type }) => type === wanted) : undefined;
};
const nodeEvents = (rig: Rig) =>
  [...rig.server.store.all('events')]
    .filter((event: Event) => event.involvedObject.kind === 'Node' && event.type === 'Warning')
    .map(({ reason, message }) => [reason, message]);

describe('a machine that is short of memory', () => {
  it('ends the Pod that takes more than it has asked for', () => {
    const rig = new Rig();
    rig.apply(pod('calm', 'sleep 3600'));
    rig.apply(pod('eater', eater(3720)));
    rig.runFor(30);
    const used = 'Container app was using 3720Mi, request is 0, has larger consumption of memory. ';
    const message = `The node was low on resource: memory. Threshold quantity: 100Mi, available: 76Mi. ${used}`;
    expect(rig.pod('eater')?.status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message });
    expect(rig.pod('eater')?.status?.conditions?.[0]).toMatchObject({
      type: 'DisruptionTarget',
      reason: 'TerminationByKubelet',
      message,
    });
    expect(rig.pod('calm')?.status?.phase).toBe('Running');
    expect(rig.events('eater')).toEqual(expect.arrayContaining(['Evicted', 'Killing']));
    expect(nodeEvents(rig)).toEqual([['EvictionThresholdMet', 'Attempting to reclaim memory']]);
  });

  it('says so of its Node until five minutes after the last time', () => {
    const rig = new Rig();
    rig.apply(pod('eater', eater(3720)));
    rig.runFor(30);
    expect(condition(rig, 'MemoryPressure')).toMatchObject({ status: 'True', reason: 'KubeletHasInsufficientMemory' });
    expect(rig.events(NODE)).toContain('NodeHasInsufficientMemory');
    rig.runFor(330);
    expect(condition(rig, 'MemoryPressure')).toMatchObject({ status: 'False', reason: 'KubeletHasSufficientMemory' });
  });

  it('takes no Pod that has asked for nothing, saved and restored in between', () => {
    const rig = new Rig();
    rig.apply(pod('eater', eater(3720)));
    rig.runFor(14);
    const twin = rig.reborn();
    for (const each of [rig, twin]) {
      each.runFor(16);
      each.apply(pod('late', 'sleep 3600'));
      each.apply(pod('modest', 'sleep 3600', '', ', resources: {requests: {memory: 16Mi}}'));
      each.runFor(5);
      const message = 'Pod was rejected: The node had condition: [MemoryPressure]. ';
      expect(each.pod('late')?.status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message });
      expect(each.pod('modest')?.status?.phase).toBe('Running');
    }
    expect(twin.state()).toBe(rig.state());
  });

  it('spares what matters more, and what takes no more than it has asked for', () => {
    const rig = new Rig();
    rig.apply(pod('modest', eater(1500), '', ', resources: {requests: {memory: 1600Mi}}'));
    rig.apply(pod('little', eater(500)));
    rig.apply(pod('much', eater(1720)));
    rig.runFor(30);
    expect(['modest', 'little', 'much'].map((name) => rig.pod(name)?.status?.phase)).toEqual([
      'Running',
      'Running',
      'Failed',
    ]);
  });

  it('has the kernel end who asks for what is not there', () => {
    const rig = new Rig();
    rig.apply(pod('eater', eater(9000), 'restartPolicy: Never'));
    rig.runFor(10);
    expect(rig.pod('eater')?.status?.containerStatuses?.[0]?.state?.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    });
    expect(nodeEvents(rig)).toEqual([
      ['SystemOOM', expect.stringMatching(/^System OOM encountered, victim process: stress, pid: \d+$/)],
    ]);
  });
});

describe('a machine whose disk is full', () => {
  it('removes images that nothing uses, and evicts when that is not enough', () => {
    const rig = new Rig();
    rig.apply(pod('calm', 'sleep 3600'));
    rig.runFor(5);
    rig.runtime.machine(NODE).capacity.fillDisk(0.95);
    rig.runFor(25);
    expect(
      rig.runtime
        .machine(NODE)
        .images.list()
        .map(({ name }) => name),
    ).toEqual(['docker.io/library/busybox:1.36']);
    expect(rig.pod('calm')?.status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
    expect(rig.pod('calm')?.status?.message).toMatch(
      /^The node was low on resource: ephemeral-storage. Threshold quantity: \d+, available: \w+. $/,
    );
    expect(condition(rig, 'DiskPressure')).toMatchObject({ status: 'True', reason: 'KubeletHasDiskPressure' });
    expect(nodeEvents(rig)).toContainEqual(['EvictionThresholdMet', 'Attempting to reclaim ephemeral-storage']);
  });
});

/** A machine whose kubelet is told more than where the name server is. */
function configured(...lines: readonly string[]): Rig {
  const rig = new Rig();
  rig.runtime.writeFile(NODE, '/var/lib/kubelet/config.yaml', lines.join('\n'));
  rig.restartKubelet();
  rig.runFor(2);
  return rig;
}

describe('a kubelet with thresholds of its own', () => {
  it('gives those with a grace their time, and the Pod then its own', () => {
    const rig = configured(
      'evictionSoft: {memory.available: 1Gi}',
      'evictionSoftGracePeriod: {memory.available: 1m}',
      'evictionMaxPodGracePeriod: 5',
      'evictionPressureTransitionPeriod: 30s',
    );
    rig.apply(pod('eater', `trap '' TERM; ${eater(3000)} & sleep 3600 & wait; wait`));
    rig.runFor(40);
    expect(condition(rig, 'MemoryPressure')?.status).toBe('True');
    expect(rig.pod('eater')?.status?.phase).toBe('Running');
    const twin = rig.reborn();
    for (const each of [rig, twin]) {
      each.runFor(36);
      expect(each.events('eater')).toContain('Evicted');
      expect(each.pod('eater')?.status?.phase).toBe('Running');
      each.runFor(10);
      expect(each.pod('eater')?.status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
      each.runFor(45);
      expect(condition(each, 'MemoryPressure')?.status).toBe('False');
    }
    expect(twin.state()).toBe(rig.state());
  });

  it.each([
    ['', ['Failed', 'Running']],
    ['evictionMinimumReclaim: {memory.available: 2Gi}', ['Failed', 'Failed']],
  ])('ends Pods until as much is left as it is to reclaim, with %j', (line, phases) => {
    const rig = configured('evictionHard: {memory.available: 1Gi}', line);
    rig.apply(pod('big', eater(1500)));
    rig.apply(pod('small', eater(1400)));
    rig.runFor(20);
    const twin = rig.reborn();
    for (const each of [rig, twin]) {
      each.runFor(60);
      expect(['big', 'small'].map((name) => each.pod(name)?.status?.phase)).toEqual(phases);
    }
    expect(twin.state()).toBe(rig.state());
  });

  it('tells of a want of processes, and ends the Pod that has most', () => {
    const rig = configured('evictionHard: {pid.available: "32500"}');
    rig.apply(pod('calm', 'sleep 3600'));
    rig.apply(pod('forker', 'i=0; while [ $i -lt 150 ]; do sleep 3600 & i=$((i+1)); done; wait'));
    rig.runFor(30);
    expect(condition(rig, 'PIDPressure')).toMatchObject({ status: 'True', reason: 'KubeletHasInsufficientPID' });
    expect(rig.pod('forker')?.status?.message).toMatch(
      /^The node was low on resource: pids. Threshold quantity: 32500, available: 324\d\d. $/,
    );
    expect(rig.pod('calm')?.status?.phase).toBe('Running');
    expect(nodeEvents(rig)).toEqual([['EvictionThresholdMet', 'Attempting to reclaim pids']]);
  });
});

it('a disk that has no room for more files is as full as one without bytes', () => {
  const rig = new Rig();
  rig.apply(pod('calm', 'sleep 3600'));
  rig.runFor(5);
  rig.runtime.machine(NODE).capacity.fillDisk(0.99, 'inodes');
  rig.runFor(25);
  expect(rig.pod('calm')?.status?.message).toMatch(
    /^The node was low on resource: inodes. Threshold quantity: \w+, available: \w+. $/,
  );
  expect(condition(rig, 'DiskPressure')?.status).toBe('True');
});

describe('a Pod that takes more of the disk than it may', () => {
  const writes = (megabytes: number, path: string) =>
    `dd if=/dev/zero of=${path} bs=1M count=${String(megabytes)}; sleep 3600`;
  const cache = (more: string) => `volumes: [{name: cache, emptyDir: {${more}}}]`;
  const mount = ', volumeMounts: [{name: cache, mountPath: /cache}]';
  const limit = ', resources: {limits: {ephemeral-storage: 50Mi}}';

  it.each([
    [
      'volume',
      writes(60, '/cache/x'),
      cache('sizeLimit: 50Mi'),
      mount,
      'Usage of EmptyDir volume "cache" exceeds the limit "50Mi". ',
    ],
    [
      'files',
      writes(60, '/x'),
      '',
      limit,
      'Pod ephemeral local storage usage exceeds the total limit of containers 50Mi. ',
    ],
    [
      'both',
      writes(60, '/cache/x'),
      cache(''),
      mount + limit,
      'Pod ephemeral local storage usage exceeds the total limit of containers 50Mi. ',
    ],
  ])('is evicted because of its %s', (_, command, more, fields, message) => {
    const rig = new Rig();
    rig.apply(pod('greedy', command, more, fields));
    rig.runFor(30);
    const { status } = rig.pod('greedy') ?? {};
    expect(status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message });
    expect(status?.conditions?.map(({ type }) => type)).not.toContain('DisruptionTarget');
    expect(condition(rig, 'DiskPressure')?.status).toBe('False');
  });

  it('names the container when the others leave room', () => {
    const rig = new Rig();
    const second =
      '\n  - {name: other, image: "busybox:1.36", command: [sleep, "3600"], resources: {limits: {ephemeral-storage: 1Gi}}}\n';
    rig.apply(pod('greedy', writes(60, '/x'), '', limit).trimEnd() + second);
    rig.runFor(30);
    expect(rig.pod('greedy')?.status?.message).toBe(
      'Container app exceeded its local ephemeral storage limit "50Mi". ',
    );
  });

  it('has what it logs counted', () => {
    const rig = new Rig();
    const small = ', resources: {limits: {ephemeral-storage: 10Ki}}';
    rig.apply(pod('greedy', 'while :; do echo a line of some forty characters, again; sleep 0.01; done', '', small));
    rig.runFor(30);
    expect(rig.pod('greedy')?.status?.reason).toBe('Evicted');
  });

  it('stays where it is when its volume is in memory, which has no more room than that', () => {
    const rig = new Rig();
    rig.apply(pod('greedy', writes(60, '/cache/x'), cache('medium: Memory, sizeLimit: 50Mi'), mount));
    const records = rig.runFor(30);
    expect(rig.pod('greedy')?.status?.phase).toBe('Running');
    const said = records.flatMap((record) => (record.type === 'log-written' ? [record.text] : [])).join('\n');
    expect(said).toContain("dd: error writing '/cache/x': No space left on device");
  });
});
