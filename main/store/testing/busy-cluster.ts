// A journal like that of a busy cluster, made without one: Pods come, become ready and go, are probed and log; nodes
// renew their leases; clients send requests. For tests and benchmarks of storage that must not depend on the engine.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { ContainerRef, RecordBody } from '../../../preload/contract/records.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { toTimestamp, type Micros } from '../../engine/kernel/time.ts';

interface LivePod {
  object: KubeObject;
  readonly ref: ContainerRef;
  readonly ip: string;
  age: number;
}

const NODES = 20;
const PODS_MAX = 400;
/** Rounds that a Pod lives. */
const POD_AGE_MAX = 40;

/** Yields records without end, the same for the same `seed`. */
export function* busyCluster(seed = 1): Generator<JournalRecord, never> {
  const pods: LivePod[] = [];
  const leases = new Map<string, KubeObject>();
  const random = generatorOf(seed);
  let seq = 0;
  let t = 0;
  let revision = 1000;
  let born = 0;

  const stamp = (actor: string, body: RecordBody): JournalRecord => {
    t += random() % 2000;
    seq++;
    return { seq, t: t as Micros, actor, cause: Math.max(0, seq - 1 - (random() % 40)), ...body };
  };
  const change = (pod: LivePod, status: object): RecordBody => {
    const previous = pod.object;
    const metadata = { ...previous.metadata, resourceVersion: String(++revision) };
    pod.object = { ...previous, metadata, ...{ status: { ...statusOf(previous), ...status } } };
    return { type: 'object-updated', ...keyOf(pod.object), object: pod.object, previous };
  };

  for (;;) {
    if (pods.length < PODS_MAX) {
      const pod = newPod(born++, ++revision, t as Micros, random);
      pods.push(pod);
      yield stamp('replication-controller', { type: 'object-created', ...keyOf(pod.object), object: pod.object });
      yield* births(pod, stamp, change, t as Micros);
    }
    for (const pod of pods) {
      pod.age++;
      if (pod.age % 3 === 0) yield stamp(`kubelet/${pod.ref.node}`, probeAnswered(pod));
      if (random() % 2 === 0) yield stamp('client/visitors', requestFinished(pod, t, random));
      if (random() % 2 === 0) yield stamp(`containerd/${pod.ref.node}`, logWritten(pod, t));
      if (pod.age % 10 === 0) {
        yield stamp(`kubelet/${pod.ref.node}`, change(pod, { observedGeneration: pod.age }));
      }
    }
    yield stamp(`kubelet/worker${String(random() % NODES)}`, leaseRenewed(leases, random() % NODES, ++revision, t));
    const oldest = pods[0];
    if (oldest && oldest.age > POD_AGE_MAX) {
      pods.shift();
      yield stamp(`kubelet/${oldest.ref.node}`, change(oldest, { phase: 'Succeeded' }));
      yield stamp(`kubelet/${oldest.ref.node}`, {
        type: 'object-deleted',
        ...keyOf(oldest.object),
        object: oldest.object,
      });
    }
  }
}

function* births(
  pod: LivePod,
  stamp: (actor: string, body: RecordBody) => JournalRecord,
  change: (pod: LivePod, status: object) => RecordBody,
  now: Micros,
): Generator<JournalRecord> {
  const { node } = pod.ref;
  yield stamp('kube-scheduler', change(pod, { conditions: conditionsOf(now, false).slice(0, 1) }));
  yield stamp(`containerd/${node}`, { type: 'sandbox-created', ip: pod.ip, ...pod.ref });
  yield stamp(
    `kubelet/${node}`,
    change(pod, { conditions: conditionsOf(now, false), containerStatuses: containersOf(pod, false) }),
  );
  yield stamp(`containerd/${node}`, { type: 'container-started', image: 'nginx:1.27', ...pod.ref });
  yield stamp(`kubelet/${node}`, change(pod, { phase: 'Running', podIP: pod.ip, podIPs: [{ ip: pod.ip }] }));
  yield stamp(
    `kubelet/${node}`,
    change(pod, { conditions: conditionsOf(now, true), containerStatuses: containersOf(pod, true) }),
  );
}

function newPod(number: number, revision: number, now: Micros, random: () => number): LivePod {
  const node = `worker${String(random() % NODES)}`;
  const name = `web-${(number * 7919).toString(36).padStart(5, 'b')}`;
  const uid = [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');
  const metadata = {
    name,
    namespace: 'default',
    uid,
    resourceVersion: String(revision),
    generation: 1,
    creationTimestamp: toTimestamp(now),
    generateName: 'web-',
    labels: { app: 'web', tier: 'front' },
    ownerReferences: [
      {
        apiVersion: 'v1',
        kind: 'ReplicationController',
        name: 'web',
        uid: 'b2f7…',
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
  };
  const spec = {
    nodeName: node,
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    serviceAccountName: 'default',
    schedulerName: 'default-scheduler',
    priority: 0,
    enableServiceLinks: true,
    tolerations: ['not-ready', 'unreachable'].map((key) => ({
      key: `node.kubernetes.io/${key}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
    containers: [
      {
        name: 'web',
        image: 'nginx:1.27',
        imagePullPolicy: 'IfNotPresent',
        ports: [{ containerPort: 80, protocol: 'TCP' }],
        resources: { requests: { cpu: '100m', memory: '64Mi' } },
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ],
  };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec, status: { phase: 'Pending', qosClass: 'Burstable' } };
  const ip = `10.100.${String(random() % NODES)}.${String(2 + (number % 250))}`;
  return { object, ip, age: 0, ref: { node, podUid: uid, namespace: 'default', pod: name, container: 'web' } };
}

function conditionsOf(now: Micros, ready: boolean): object[] {
  return ['PodScheduled', 'Initialized', 'PodReadyToStartContainers', 'ContainersReady', 'Ready'].map(
    (type, index) => ({
      type,
      status: index < 3 || ready ? 'True' : 'False',
      lastProbeTime: null,
      lastTransitionTime: toTimestamp(now),
      ...(index < 3 || ready ? {} : { reason: 'ContainersNotReady', message: 'containers with unready status: [web]' }),
    }),
  );
}

function containersOf(pod: LivePod, running: boolean): object[] {
  const state = running
    ? { running: { startedAt: '2026-01-05T08:00:10Z' } }
    : { waiting: { reason: 'ContainerCreating' } };
  const containerID = `containerd://${pod.ref.podUid.repeat(2)}`;
  return [
    {
      name: 'web',
      image: 'nginx:1.27',
      imageID: 'sha256:a5',
      ready: running,
      started: running,
      restartCount: 0,
      containerID,
      state,
    },
  ];
}

function probeAnswered({ ref }: LivePod): RecordBody {
  return { type: 'probe-answered', probe: 'readiness', success: true, message: '', ...ref };
}

function logWritten({ ref }: LivePod, t: number): RecordBody {
  const text = `10.100.1.7 - - [${toTimestamp(t as Micros)}] "GET / HTTP/1.1" 200 615 "-" "curl/8.5.0"`;
  return { type: 'log-written', stream: 'stdout', text, ...ref };
}

function requestFinished(pod: LivePod, t: number, random: () => number): RecordBody {
  const durationUs = 900 + (random() % 3000);
  const rules = ['KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-EXT-WEB', 'KUBE-SVC-NWV5X2332I4OT4T3', `KUBE-SEP-${pod.ip}`];
  return {
    type: 'request-finished',
    client: 'visitors',
    sentUs: t - durationUs,
    durationUs,
    source: '10.0.0.1',
    destination: `10.0.0.${String(random() % NODES)}:30080`,
    path: '/',
    service: 'default/web',
    hops: [
      { afterUs: 0, at: 'client', id: 'visitors' },
      { afterUs: 200 + (random() % 100), at: 'node', id: pod.ref.node, rules },
      { afterUs: 400 + (random() % 100), at: 'pod', id: pod.ref.podUid },
    ],
    podUid: pod.ref.podUid,
    backend: `${pod.ip}:80`,
    outcome: 'answered',
    httpStatus: 200,
  };
}

function leaseRenewed(leases: Map<string, KubeObject>, node: number, revision: number, t: number): RecordBody {
  const name = `worker${String(node)}`;
  const previous = leases.get(name);
  const metadata = { name, namespace: 'kube-node-lease', resourceVersion: String(revision) };
  const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime: toTimestamp(t as Micros) };
  const object = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec };
  leases.set(name, object);
  const key = { resource: 'leases', namespace: 'kube-node-lease', name };
  return previous ? { type: 'object-updated', ...key, object, previous } : { type: 'object-created', ...key, object };
}

function keyOf(object: KubeObject): { resource: string; namespace: string; name: string } {
  return { resource: 'pods', namespace: object.metadata?.namespace ?? '', name: object.metadata?.name ?? '' };
}

function statusOf(object: KubeObject): object {
  return (object as { readonly status?: object }).status ?? {};
}

function hex(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) text += (random() >>> 4).toString(16);
  return text.slice(0, length);
}

/** Whole numbers from 0 to 2^31 - 1 (a linear congruential generator: even enough for made-up data). */
function generatorOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 1;
  };
}
