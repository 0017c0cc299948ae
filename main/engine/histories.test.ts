// Random histories of API calls and failures on every kind: nothing is ever as it may not be, and in the end everything is
// as it must be. `npm run histories` plays as many as one likes, and plays a seed again. What went wrong once is below.
import { describe, expect, it } from 'vitest';
import { type EngineInput, MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER } from '../../preload/contract/inputs.ts';
import { BootedClusters } from './testing/histories/booted.ts';
import { lawFaults } from './testing/histories/laws.ts';
import { HOLD, applied, manifest } from './testing/histories/manifest.ts';
import { faultsOf } from './testing/histories/play.ts';
import type { Act, History, Step } from './testing/histories/step.ts';
import { verdictOf } from './testing/histories/verdict.ts';

/** As many histories are played as fit in this time, on a slow machine fewer. */
const TIME_MS = 7_000;
const COUNT_MAX = 40;
/** For a history with a full disk: Pods that tolerate it are made in vain by the thousand. */
const LONGEST_MS = 180_000;

const booted = new BootedClusters();
const labels = { app: 'red' };
const serving = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'nginx:1.25' }] } };

const after = (seconds: number, act: Act): Step => ({ waitMs: seconds * 1000, act });
const failing = (seconds: number, input: EngineInput) => after(seconds, { type: 'input', input });
const onFirstPod = (seconds: number, deed: (Act & { type: 'pod' })['deed']) =>
  after(seconds, { type: 'pod', pick: 0, deed });
const history = (...steps: readonly Step[]): History => ({ seed: 1, steps });
const workload = (kind: string, spec: object, apiVersion = 'apps/v1') =>
  applied(
    'default',
    manifest(apiVersion, kind, { name: 'red' }, { spec: { selector: { matchLabels: labels }, ...spec } }),
  );
/** A template of Pods that end well after a while. */
function sleeper(seconds: number) {
  const script = { name: 'main', image: 'busybox:1.36', command: ['sh', '-c', `sleep ${String(seconds)}`] };
  return { spec: { restartPolicy: 'OnFailure', containers: [script] } };
}
const moveApi = (from: string, to: string): Act => ({
  type: 'input',
  input: { type: 'move-file', node: 'master231', from: `${from}/kube-apiserver.yaml`, to: `${to}/kube-apiserver.yaml` },
});
const apiAway = moveApi(MANIFESTS_FOLDER, MANIFESTS_AWAY_FOLDER);
const apiBack = moveApi(MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER);

describe('random histories', () => {
  const from = Math.floor(Math.random() * 1_000_000_000);

  it(`go right: seeds from ${String(from)}`, { timeout: LONGEST_MS }, () => {
    const end = performance.now() + TIME_MS;
    for (let seed = from; seed < from + COUNT_MAX && performance.now() < end; seed++) {
      expect(verdictOf(seed, booted), `npm run histories -- --seed ${String(seed)}`).toEqual([]);
    }
  });
});

describe('histories that went wrong once', () => {
  const expectRight = (played: History) => {
    expect(faultsOf(played, booted.fresh(played.seed))).toEqual([]);
  };

  it('a ReplicationController counts on when one of its Pods has been let go', () => {
    const rc = manifest('v1', 'ReplicationController', { name: 'red' }, { spec: { replicas: 4, template: serving } });
    expectRight(history(after(1, applied('default', rc)), onFirstPod(0.015, { do: 'relabel', value: 'blue' })));
  });

  it('a Deployment whose Pods fail long after its rollout is not looked at without end', () => {
    const spec = { replicas: 1, progressDeadlineSeconds: 30, template: serving };
    expectRight(
      history(
        after(1, workload('Deployment', spec)),
        failing(60, { type: 'node-power', node: 'worker232', on: false }),
        failing(0, { type: 'node-power', node: 'worker233', on: false }),
        onFirstPod(60, { do: 'delete', graceSeconds: 0 }),
        failing(120, { type: 'node-power', node: 'worker232', on: true }),
      ),
    );
  });

  it('a StatefulSet waits for a name that a Pod of nobody has, and makes no Pods of other names', () => {
    const spec = { replicas: 2, serviceName: 'red', template: serving };
    expectRight(history(after(1, workload('StatefulSet', spec)), onFirstPod(20, { do: 'relabel', value: 'blue' })));
  });

  it('a kubelet puts right what was said of its Pods, static ones too, while the API server was away', () => {
    expectRight(history(after(55, apiAway), after(400, apiBack), after(60, apiBack)));
  });

  it('a kubelet deletes and makes anew a mirror that was deleted while etcd was away', () => {
    const path = '/etc/kubernetes/manifests/still.yaml';
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: still\nspec:\n  containers:\n  - name: main\n    image: nginx:1.26\n';
    const all = { resource: 'pods', namespace: 'default' };
    const etcd = { namespace: 'kube-system', pod: 'etcd-master231', container: 'etcd' };
    const { steps } = history(
      failing(31.263, { type: 'write-file', node: 'worker232', path, text }),
      failing(4.274, {
        type: 'request',
        request: { ...all, verb: 'delete-collection', propagationPolicy: 'Background' },
      }),
      failing(0, { type: 'kill-container', ...etcd }),
    );
    expectRight({ seed: 910_005_220, steps });
  });

  // Whose cache is behind for how long after an outage is chance.
  it('a CronJob goes on when it has made and replaced a Job before its cache of Jobs was back', () => {
    const jobTemplate = { spec: { template: sleeper(18) } };
    const spec = { schedule: '* * * * *', concurrencyPolicy: 'Replace', jobTemplate };
    const cronJob = applied('default', manifest('batch/v1', 'CronJob', { name: 'red' }, { spec }));
    const { steps } = history(after(1, cronJob), after(13, apiAway), after(175, apiBack));
    for (const seed of [1, 3, 6]) expectRight({ seed, steps });
  });

  it('a DaemonSet counts a Pod that was deleted before its cache of Pods was back', () => {
    const set = workload('DaemonSet', { template: serving });
    const { steps } = history(
      ...[after(1, apiAway), after(60, apiBack), after(15, set)],
      onFirstPod(0.006, { do: 'delete' }),
    );
    for (const seed of [3, 4, 9]) expectRight({ seed, steps });
  });

  it('a Job lets go of the Pod that it made before it had heard that it is complete', () => {
    const job = applied('default', manifest('batch/v1', 'Job', { name: 'red' }, { spec: { template: sleeper(3) } }));
    const { steps } = history(after(1, job), after(2.5, apiAway), after(30, apiBack));
    for (const seed of [9, 11, 15]) expectRight({ seed, steps });
  });

  it('a kubelet that was saved takes the echo of its own writing for what it is', () => {
    const job = manifest('batch/v1', 'Job', { name: 'red' }, { spec: { template: sleeper(29) } });
    const played = history(after(1, applied('default', job)), onFirstPod(24, { do: 'relabel', value: 'gone' }));
    // Where it is stopped depends on the seed.
    for (const seed of [1, 2, 3, 4]) expect(lawFaults({ ...played, seed }, booted)).toEqual([]);
  });

  it('controllers that were saved while the API server was away know what they knew', () => {
    const spec = { replicas: 2, template: serving };
    const api = { namespace: 'kube-system', pod: 'kube-apiserver-master231', container: 'kube-apiserver' };
    const played = history(
      after(1, workload('Deployment', spec)),
      onFirstPod(10, { do: 'delete' }),
      failing(0.002, { type: 'kill-container', ...api }),
      failing(3, { type: 'node-power', node: 'worker232', on: true }),
    );
    for (const seed of [1, 2, 3, 4]) expect(lawFaults({ ...played, seed }, booted)).toEqual([]);
  });

  it('the API server makes its own Service anew when somebody has deleted it', () => {
    const place = { resource: 'services', namespace: 'default', name: 'kubernetes' };
    expectRight(history(failing(1, { type: 'request', request: { ...place, verb: 'delete' } })));
  });

  it('a Job that counts by index keeps its failed Pod, and with it a namespace that is ending, as in Kubernetes', () => {
    const broken = { name: 'main', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 26; exit 1'] };
    const template = { spec: { restartPolicy: 'Never', containers: [broken] } };
    const spec = { completionMode: 'Indexed', backoffLimitPerIndex: 1, template };
    const job = (limits: object) => manifest('batch/v1', 'Job', { name: 'red' }, { spec: { ...spec, ...limits } });
    const namespace = applied('default', manifest('v1', 'Namespace', { name: 'team' }));
    const ending = { type: 'request', request: { resource: 'namespaces', name: 'team', verb: 'delete' } } as const;
    const { steps: one } = history(
      after(1, namespace),
      after(1, applied('team', job({ completions: 1, parallelism: 3, backoffLimit: 1 }))),
      failing(21.576, ending),
    );
    const { steps: three } = history(
      after(1, namespace),
      after(1, applied('team', job({ completions: 3, parallelism: 1, backoffLimit: 2 }))),
      failing(0.022, ending),
    );
    expectRight({ seed: 960_001_073, steps: one });
    expectRight({ seed: 960_002_327, steps: three });
  });

  it('a claim stays with an ended Pod that somebody holds', () => {
    const claim = { name: 'data', persistentVolumeClaim: { claimName: 'red' } };
    const storage = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '3Gi' } } };
    const spec = { ...storage, storageClassName: 'quick' };
    const quick = { provisioner: 'rancher.io/local-path', volumeBindingMode: 'Immediate', reclaimPolicy: 'Retain' };
    const keeper = { containers: [{ name: 'main', image: 'nginx:1.25' }], volumes: [claim] };
    const place = { resource: 'persistentvolumeclaims', namespace: 'default', name: 'red' };
    const { steps } = history(
      after(1, applied('default', manifest('storage.k8s.io/v1', 'StorageClass', { name: 'quick' }, quick))),
      after(1, applied('default', manifest('v1', 'PersistentVolumeClaim', { name: 'red' }, { spec }))),
      after(2, applied('default', manifest('v1', 'Pod', { name: 'keeper' }, { spec: keeper }))),
      onFirstPod(60, { do: 'hold', finalizers: [HOLD] }),
      onFirstPod(4, { do: 'delete', graceSeconds: 1 }),
      failing(15, { type: 'request', request: { ...place, verb: 'delete' } }),
    );
    expectRight({ seed: 960_008_776, steps });
  });

  it('a StatefulSet of which no Pod is ready does not shrink, as in Kubernetes', () => {
    const script = 'touch /tmp/ready; sleep 23; rm /tmp/ready; sleep infinity';
    const readinessProbe = { exec: { command: ['cat', '/tmp/ready'] }, periodSeconds: 3 };
    const main = { name: 'main', image: 'busybox:1.36', command: ['sh', '-c', script], readinessProbe };
    const template = { metadata: { labels }, spec: { containers: [main] } };
    const place = { resource: 'statefulsets', namespace: 'default', name: 'red' };
    const patch = { spec: { replicas: 0 } };
    const { steps } = history(
      after(1, workload('StatefulSet', { replicas: 3, serviceName: 'red', minReadySeconds: 5, template })),
      failing(20.706, { type: 'request', request: { ...place, verb: 'patch', patchType: 'merge', patch } }),
    );
    expectRight({ seed: 970_003_517, steps });
  });

  it('a budget by percentage says that it cannot count when somebody holds a Pod whose controller is gone', () => {
    const spec = { minAvailable: '50%', selector: { matchLabels: labels } };
    const budget = manifest('policy/v1', 'PodDisruptionBudget', { name: 'red' }, { spec });
    const place = { resource: 'deployments', namespace: 'default', name: 'red' };
    const { steps } = history(
      after(1, workload('Deployment', { replicas: 4, template: serving })),
      onFirstPod(60, { do: 'hold', finalizers: [HOLD] }),
      after(5, applied('default', budget)),
      failing(1.197, { type: 'request', request: { ...place, verb: 'delete', propagationPolicy: 'Background' } }),
    );
    expectRight({ seed: 970_001_378, steps });
  });

  // Whether the change or the set that was made before it is heard of first is chance.
  it('a Deployment that was changed before it had heard of its set makes too many Pods, as in Kubernetes', () => {
    const strategy = { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
    const patch = { spec: { template: { spec: { containers: [{ name: 'main', image: 'no-such:1' }] } } } };
    const place = { resource: 'deployments', namespace: 'default', name: 'red' };
    const { steps } = history(
      after(1, workload('Deployment', { replicas: 4, strategy, template: serving })),
      failing(0.004, { type: 'request', request: { ...place, verb: 'patch', patchType: 'strategic', patch } }),
    );
    for (const seed of [1, 2, 4]) expectRight({ seed, steps });
  });
});
