// Random histories of API calls and failures on every kind: nothing is ever as it may not be, and in the end everything is
// as it must be. `npm run histories` plays as many as one likes, and plays a seed again. What went wrong once is below.
import { describe, expect, it } from 'vitest';
import { type EngineInput, MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER } from '../../preload/contract/inputs.ts';
import { BootedClusters } from './testing/histories/booted.ts';
import { lawFaults } from './testing/histories/laws.ts';
import { applied, manifest } from './testing/histories/manifest.ts';
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
});
