// Upgrades behind a Service while visitors come, in all the ways that people go about them: with a readiness probe and a
// pause before the stop nobody is lost, without them some are, and each of those tells why.
import { expect, test } from 'vitest';
import type { JournalRecord } from '../kernel/journal.ts';
import type { Cluster } from '../cluster.ts';
import { apply, runFor, runningCluster } from '../testing/clusters.ts';

type Finished = JournalRecord & { readonly type: 'request-finished' };

const BEFORE = 'nginx:1.24.0-alpine';
const AFTER = 'nginx:1.25.1-alpine';
const CARE = `, readinessProbe: {httpGet: {port: 80}, periodSeconds: 1}, lifecycle: {preStop: {exec: {command: [sleep, "10"]}}}`;

/** How an upgrade is gone about. */
interface Upgrade {
  begin(cluster: Cluster, care: string): void;
  /** Lets time pass meanwhile; answers what is on record. */
  carryOut(cluster: Cluster, care: string): JournalRecord[];
}

const service = (selector: string) => `
apiVersion: v1
kind: Service
metadata: {name: apps}
spec: {type: NodePort, selector: {${selector}}, ports: [{port: 80, targetPort: 80, nodePort: 30081}]}
`;
const controller = (image: string, care: string) => `
apiVersion: v1
kind: ReplicationController
metadata: {name: rc}
spec: {replicas: 3, template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: c, image: "${image}"${care}}]}}}
`;

interface Deployed {
  readonly name: string;
  readonly image: string;
  readonly care: string;
  readonly replicas?: number;
  readonly strategy?: string;
}

const deployment = ({ name, image, care, replicas = 3, strategy = 'RollingUpdate' }: Deployed) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  strategy: {type: ${strategy}}
  selector: {matchLabels: {version: ${name}}}
  template:
    metadata: {labels: {version: ${name}, app: shop}}
    spec: {containers: [{name: c, image: "${image}"${care}}]}
`;

function submitted(cluster: Cluster, ...documents: readonly string[]): void {
  const result = apply(cluster, documents.join('---\n'));
  if (!result.ok) throw new Error(result.status.message);
}

function deletePod(cluster: Cluster, name: string): void {
  const request = { verb: 'delete', resource: 'pods', namespace: 'default', name } as const;
  const result = cluster.submit({ type: 'request', request });
  if (!result.ok) throw new Error(result.status.message);
}

function podsOf(cluster: Cluster): readonly string[] {
  const pods = [...cluster.server.store.all('pods')].filter(({ metadata }) => metadata?.labels?.['app'] === 'shop');
  return pods.map(({ metadata }) => metadata?.name ?? '').sort();
}

const upgrades: Readonly<Record<string, Upgrade>> = {
  'a ReplicationController whose Pods are deleted one by one': {
    begin: (cluster, care) => {
      submitted(cluster, controller(BEFORE, care), service('app: shop'));
    },
    carryOut: (cluster, care) => {
      submitted(cluster, controller(AFTER, care));
      return podsOf(cluster).flatMap((name) => {
        deletePod(cluster, name);
        return runFor(cluster, 20);
      });
    },
  },
  'a rolling update': {
    begin: (cluster, care) => {
      submitted(cluster, deployment({ name: 'shop', image: BEFORE, care }), service('app: shop'));
    },
    carryOut: (cluster, care) => {
      submitted(cluster, deployment({ name: 'shop', image: AFTER, care }));
      return runFor(cluster, 60);
    },
  },
  'blue and green': {
    begin: (cluster, care) => {
      submitted(cluster, deployment({ name: 'blue', image: BEFORE, care }), service('version: blue'));
    },
    carryOut: (cluster, care) => {
      submitted(cluster, deployment({ name: 'green', image: AFTER, care }));
      const raised = runFor(cluster, 20);
      submitted(cluster, service('version: green'), deployment({ name: 'blue', image: BEFORE, care, replicas: 0 }));
      return [...raised, ...runFor(cluster, 40)];
    },
  },
  'a canary': {
    begin: (cluster, care) => {
      submitted(cluster, deployment({ name: 'stable', image: BEFORE, care }), service('app: shop'));
    },
    carryOut: (cluster, care) => {
      submitted(cluster, deployment({ name: 'canary', image: AFTER, care, replicas: 1 }));
      const tried = runFor(cluster, 20);
      submitted(cluster, deployment({ name: 'canary', image: AFTER, care, replicas: 3 }));
      const raised = runFor(cluster, 20);
      submitted(cluster, deployment({ name: 'stable', image: BEFORE, care, replicas: 0 }));
      return [...tried, ...raised, ...runFor(cluster, 40)];
    },
  },
  Recreate: {
    begin: (cluster, care) => {
      const strategy = 'Recreate';
      submitted(cluster, deployment({ name: 'shop', image: BEFORE, care, strategy }), service('app: shop'));
    },
    carryOut: (cluster, care) => {
      submitted(cluster, deployment({ name: 'shop', image: AFTER, care, strategy: 'Recreate' }));
      return runFor(cluster, 60);
    },
  },
};

/** What becomes of the visitors of an upgrade, and all that is on record. */
function visited(name: string, care: string, connections?: number) {
  const upgrade = upgrades[name];
  if (!upgrade) throw new Error(name);
  const cluster = runningCluster(1);
  const records = [...cluster.takeRecords()];
  upgrade.begin(cluster, care);
  records.push(...runFor(cluster, 40));
  const target = { namespace: 'default', service: 'apps' };
  cluster.submit({ type: 'set-load', load: { name: 'guests', ratePerSecond: 100, target, path: '/', connections } });
  records.push(...upgrade.carryOut(cluster, care));
  cluster.submit({ type: 'set-load', load: { name: 'guests', ratePerSecond: 0, target, path: '/' } });
  records.push(...runFor(cluster, 10));
  const guests = records.filter(
    (record): record is Finished => record.type === 'request-finished' && record.client === 'guests',
  );
  return { records, guests, lost: guests.filter(({ outcome }) => outcome !== 'answered') };
}

/** Where chains of causes begin. */
function rootsIn(records: readonly JournalRecord[]): (record: JournalRecord) => JournalRecord {
  const bySeq = new Map(records.map((each) => [each.seq, each]));
  return (record) => {
    let root = record;
    for (let cause = bySeq.get(root.cause); cause; cause = bySeq.get(root.cause)) root = cause;
    return root;
  };
}

const names = Object.keys(upgrades).filter((name) => name !== 'Recreate');

test.each(names)('%s loses nobody with care', (name) => {
  const { guests, lost } = visited(name, CARE);
  expect(lost.map(({ outcome, why }) => ({ outcome, why }))).toEqual([]);
  expect(new Set(guests.map(({ image }) => image))).toEqual(new Set([BEFORE, AFTER]));
});

test.each(names)('%s loses some without care, and each tells why', (name) => {
  const { records, guests, lost } = visited(name, '');
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.length / guests.length).toBeLessThan(0.2);
  const rootOf = rootsIn(records);
  for (const failure of lost) {
    expect(failure.why).toMatch(/the Pod is ending|nobody has the address|the Pod is not ready|container ended/);
    expect(rootOf(failure)).toMatchObject({ type: 'input-accepted', actor: 'person' });
  }
});

test('over connections that are kept a request may meet a server that has just closed its one', () => {
  const { guests, lost } = visited('a rolling update', CARE, 5);
  expect(new Set(guests.flatMap(({ image = [] }) => image))).toEqual(new Set([BEFORE, AFTER]));
  expect(lost.length).toBeLessThan(5);
  expect(lost.every(({ outcome, kept }) => outcome === 'reset' && (kept?.request ?? 0) > 1)).toBe(true);
});

test('Recreate loses visitors whatever care is taken: for a while nobody is there', () => {
  const { guests, lost } = visited('Recreate', CARE);
  expect(lost.length / guests.length).toBeGreaterThan(0.02);
  expect(lost.map(({ why }) => why)).toContain('default/apps has no endpoints');
});
