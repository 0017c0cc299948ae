// A Pod's life is legible from its records alone. Many lives are lived at a cluster; from nothing but the records the
// descriptions of the Pods are made, and every state of a container is found again, with what brought it about.
import { beforeAll, describe, expect, it } from 'vitest';
import type { ContainerStatus, Event, Pod } from '../../engine/api/generated/types.ts';
import { objectKey } from '../../engine/api/resources.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { SECOND, toTimestamp } from '../../engine/kernel/time.ts';
import { kindOf } from '../kind-of.ts';
import { LivedCluster } from '../testing/lived-cluster.ts';

type Recorded<T extends JournalRecord['type']> = Extract<JournalRecord, { readonly type: T }>;

const NODE = 'worker233';

/** A Pod; `spec` begins with a line of its own, and is indented by two. */
const pod = (name: string, spec: string): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:${placed(name)}${spec}`;

/** Only one of them is on the node that will be switched off. */
const placed = (name: string): string =>
  `\n  nodeSelector: {kubernetes.io/hostname: ${name === 'stranded' ? NODE : 'worker232'}}`;

const lives: Readonly<Record<string, string>> = {
  unready: `
  containers:
  - name: web
    image: nginx:1.25.1-alpine
    livenessProbe: {httpGet: {path: /index.html, port: 80}, periodSeconds: 10}
    readinessProbe: {httpGet: {path: /here.html, port: 80}, initialDelaySeconds: 5, periodSeconds: 2}
`,
  unhealthy: `
  terminationGracePeriodSeconds: 3
  containers:
  - name: box
    image: busybox:1.36
    command: [sh, -c, 'touch /tmp/well; sleep 20; rm /tmp/well; sleep 3600']
    livenessProbe: {exec: {command: [cat, /tmp/well]}, periodSeconds: 3, failureThreshold: 2}
`,
  slow: `
  containers:
  - name: web
    image: nginx:1.25.1-alpine
    startupProbe: {httpGet: {path: /late.html, port: 80}, periodSeconds: 2, failureThreshold: 3}
`,
  crashing: `
  containers:
  - {name: box, image: 'busybox:1.36', command: [sh, -c, 'echo not today; sleep 1; exit 3']}
`,
  greedy: `
  restartPolicy: Never
  containers:
  - name: box
    image: busybox:1.36
    command: [sh, -c, 'tail /dev/zero']
    resources: {limits: {memory: 16Mi}}
`,
  prepared: `
  initContainers:
  - {name: first, image: 'busybox:1.36', command: [sh, -c, 'sleep 2']}
  - {name: helper, image: 'busybox:1.36', command: [sleep, '3600'], restartPolicy: Always}
  containers:
  - {name: main, image: 'nginx:1.25.1-alpine'}
`,
  hooked: `
  terminationGracePeriodSeconds: 8
  containers:
  - name: web
    image: nginx:1.25.1-alpine
    lifecycle:
      postStart: {exec: {command: [sh, -c, 'sleep 2; echo hello > /tmp/hello']}}
      preStop: {exec: {command: [sleep, '3']}}
`,
  'badly-hooked': `
  containers:
  - name: web
    image: nginx:1.25.1-alpine
    lifecycle: {postStart: {exec: {command: [cat, /no/such/file]}}}
`,
  stubborn: `
  terminationGracePeriodSeconds: 4
  containers:
  - {name: box, image: 'busybox:1.36', command: [sh, -c, 'trap "" TERM; while true; do sleep 1; done']}
`,
  forced: `
  containers:
  - {name: box, image: 'busybox:1.36', command: [sleep, '3600']}
`,
  imageless: `
  containers:
  - {name: web, image: 'registry.invalid/no/such:1'}
`,
  mountless: `
  volumes: [{name: pages, configMap: {name: missing}}]
  containers:
  - {name: web, image: 'nginx:1.25.1-alpine', volumeMounts: [{name: pages, mountPath: /pages}]}
`,
  stranded: `
  tolerations: [{operator: Exists}]
  containers:
  - {name: web, image: 'nginx:1.25.1-alpine'}
`,
  done: `
  restartPolicy: OnFailure
  containers:
  - {name: box, image: 'busybox:1.36', command: [sh, -c, 'sleep 3; echo done']}
`,
  stopped: `
  containers:
  - {name: web, image: 'nginx:1.25.1-alpine'}
`,
};
const names = Object.keys(lives);

let lived: LivedCluster;
/** What kubectl described, and what is made of the records of up to then, in the same order. */
const described: { readonly at: string; readonly byApi: string; readonly byRecords: string }[] = [];

/** Asks kubectl and the records at the same instant about all Pods that are still there. */
async function compare(at: string): Promise<void> {
  for (const name of names) {
    const known = lived.told.objects.get('pods', objectKey('default', name));
    if (!known) continue;
    const byApi = await lived.terminal(`kubectl describe pod ${name}`);
    const object = lived.told.objects.get('pods', objectKey('default', name)) ?? known;
    const byRecords = kindOf('pods').describe(object, lived.told.printContext);
    described.push({ at: `${name} ${at}`, byApi, byRecords });
  }
}

beforeAll(async () => {
  lived = new LivedCluster();
  lived.apply(names.map((name) => pod(name, lives[name] ?? '')).join(''));
  lived.runFor(8);
  await compare('after 8 s');
  await lived.terminal("kubectl exec unready -- sh -c 'echo here > /usr/share/nginx/html/here.html'");
  await lived.terminal('kubectl exec stopped -- sh -c "kill 1"');
  lived.runFor(30);
  await compare('after 40 s');
  const [deleting, forced] = ['hooked stubborn prepared', 'forced'];
  await lived.terminal(
    `kubectl delete pod ${deleting} --wait=false; kubectl delete pod ${forced} --force --grace-period=0`,
  );
  lived.runFor(2);
  await compare('while some end');
  lived.submit({ type: 'node-power', node: NODE, on: false });
  lived.runFor(90);
  await compare('with a node off');
  lived.submit({ type: 'node-power', node: NODE, on: true });
  lived.runFor(60);
  await compare('with the node back');
}, 120_000);

/** All records of a type, of the Pods of the test. */
function of<T extends JournalRecord['type']>(type: T): readonly Recorded<T>[] {
  return lived.records.filter((record): record is Recorded<T> => record.type === type && isOurs(record));
}

function isOurs(record: JournalRecord): boolean {
  if (!('namespace' in record) || record.namespace !== 'default') return false;
  if ('pod' in record) return names.includes(record.pod);
  return 'resource' in record && names.includes(podNameOf(record));
}

/** The Pod that an object's record tells of: itself, or the one that an Event is about. */
function podNameOf({ resource, name, object }: Extract<JournalRecord, { readonly resource: string }>): string {
  // The record's name of the resource says what the object is.
  if (resource === 'events') return (object as Event).involvedObject.name ?? '';
  return resource === 'pods' ? name : '';
}

/** Statuses of a Pod's containers, one after another, as the API told them. */
function statusesOf(name: string): readonly { readonly t: number; readonly status: ContainerStatus }[] {
  return lived.records.flatMap((record) => {
    if (record.type !== 'object-updated' || record.resource !== 'pods' || record.name !== name) return [];
    const { status }: Pod = record.object;
    return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].map((each) => ({
      t: record.t,
      status: each,
    }));
  });
}

it('describes every Pod at every moment as kubectl does, byte for byte', () => {
  expect(described.length).toBeGreaterThan(50);
  for (const { at, byApi, byRecords } of described) expect(byRecords, at).toBe(byApi);
});

it('lived through all of it', () => {
  const exits = of('container-exited').map(
    ({ pod: name, exitCode, reason }) => `${name} ${String(exitCode)} ${reason}`,
  );
  expect(new Set(exits)).toEqual(
    new Set([
      'unhealthy 137 Error',
      'slow 0 Completed',
      'crashing 3 Error',
      'greedy 137 OOMKilled',
      'prepared 0 Completed',
      'prepared 137 Error',
      'hooked 0 Completed',
      'badly-hooked 0 Completed',
      'stubborn 137 Error',
      'forced 137 Error',
      'stranded 255 Unknown',
      'done 0 Completed',
      'stopped 0 Completed',
    ]),
  );
});

describe('every state of a container', () => {
  it.each(names)('of %s is that of a record', (name) => {
    const starts = of('container-started').filter((record) => record.pod === name);
    const ends = of('container-exited').filter((record) => record.pod === name);
    for (const { t, status } of statusesOf(name)) {
      const own = <T extends { readonly container: string; readonly t: number }>(records: readonly T[]) =>
        records.filter((record) => record.container === status.name && record.t <= t);
      const { running } = status.state ?? {};
      if (running) expect(own(starts).map((record) => toTimestamp(record.t))).toContain(running.startedAt);
      for (const ended of [status.state?.terminated, status.lastState?.terminated]) {
        if (!ended || ended.reason === 'ContainerStatusUnknown') continue;
        const { exitCode, reason, finishedAt } = ended;
        const told = own(ends).map((record) => ({ ...record, finishedAt: toTimestamp(record.t) }));
        expect(told).toContainEqual(expect.objectContaining({ exitCode, reason, finishedAt }));
      }
    }
  });
});

describe('what happened in a Pod', () => {
  let bySeq: ReadonlyMap<number, JournalRecord>;
  beforeAll(() => {
    bySeq = new Map(lived.records.map((record) => [record.seq, record]));
  });
  const causeOf = (record: JournalRecord | undefined) => bySeq.get(record?.cause ?? 0);

  it('leads back to what somebody did', () => {
    const rootOf = (record: JournalRecord): JournalRecord => {
      const cause = causeOf(record);
      return cause ? rootOf(cause) : record;
    };
    const lost = lived.records.filter((record) => isOurs(record) && rootOf(record).type !== 'input-accepted');
    expect(lost.map(({ seq, type, actor }) => `${String(seq)} ${type} ${actor}`)).toEqual([]);
  });

  it('is said to be the fault of whoever switched its node off', () => {
    const silent = lived.records.find(
      (record) =>
        record.actor === 'node-lifecycle-controller' && 'resource' in record && podNameOf(record) === 'stranded',
    );
    expect(silent).toMatchObject({ type: 'object-updated', resource: 'pods' });
    expect(causeOf(silent)).toMatchObject({ type: 'node-powered', node: NODE, on: false });
    expect(causeOf(causeOf(silent))).toMatchObject({
      type: 'input-accepted',
      input: { type: 'node-power', on: false },
    });
  });

  it('was ended by SIGKILL where it says so, and by SIGTERM before that where there was grace', () => {
    const killed = of('container-exited').filter(({ exitCode, reason }) => exitCode === 137 && reason === 'Error');
    expect(new Set(killed.map(({ pod: name }) => name))).toEqual(
      new Set(['forced', 'prepared', 'stubborn', 'unhealthy']),
    );
    for (const exit of killed) {
      const kill = causeOf(exit);
      const term = causeOf(kill);
      expect(kill, exit.pod).toMatchObject({ type: 'signal-sent', signal: 'SIGKILL', container: exit.container });
      expect(term, exit.pod).toMatchObject({ type: 'signal-sent', signal: 'SIGTERM', container: exit.container });
      if (exit.pod === 'stubborn') expect(exit.t - (term?.t ?? 0)).toBe(4 * SECOND);
    }
  });

  it('was answered by a probe wherever readiness changed', () => {
    const changes = statusesOf('unready').filter(({ status }, at, all) => status.ready !== all[at - 1]?.status.ready);
    const answers = of('probe-answered').filter((record) => record.pod === 'unready' && record.probe === 'readiness');
    expect(changes.map(({ status }) => status.ready)).toEqual([false, true]);
    expect(answers.map(({ success }) => success).lastIndexOf(false)).toBe(answers.length - 2);
    const passed = answers.at(-1);
    expect((changes[1]?.t ?? 0) - (passed?.t ?? 0)).toBeLessThan(SECOND / 10);
  });

  it('had the hooks that its Pods ask for, from beginning to end', () => {
    const beginningOf = (record: JournalRecord | undefined): JournalRecord | undefined =>
      record && record.type !== 'hook-started' ? beginningOf(causeOf(record)) : record;
    const told = of('hook-ended').map((record) => {
      const seconds = Math.round((record.t - (beginningOf(record)?.t ?? 0)) / SECOND);
      return `${record.pod}: ${record.hook} ${record.success ? 'passed' : 'failed'} after ${String(seconds)} s`;
    });
    expect(of('hook-started').length).toBe(told.length);
    expect(told.filter((line) => line.startsWith('hooked'))).toEqual([
      'hooked: postStart passed after 2 s',
      'hooked: preStop passed after 3 s',
    ]);
    expect(told).toContain('badly-hooked: postStart failed after 0 s');
  });
});
