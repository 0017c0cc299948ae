// Templates of Pods that behave in different ways: serve, lose readiness, end, crash, cannot start, cannot be placed.
import type { RandomStream } from '../../kernel/random.ts';

type Part = Readonly<Record<string, unknown>>;
export interface PodPart {
  readonly spec: Part;
}

export const IMAGES = ['nginx:1.25', 'nginx:1.26', 'nginx:1.27', 'no-such:1'] as const;

const served = (image: string, more: Part = {}): Part => ({
  name: 'main',
  image,
  ports: [{ containerPort: 80 }],
  ...more,
});
const scripted = (script: string, more: Part = {}): Part => ({
  name: 'main',
  image: 'busybox:1.36',
  command: ['sh', '-c', script],
  ...more,
});
const READINESS = { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 5 } };
const LIVENESS = { livenessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 10 } };
const losesReadiness = (seconds: number): Part =>
  scripted(`touch /tmp/ready; sleep ${String(seconds)}; rm /tmp/ready; sleep infinity`, {
    readinessProbe: { exec: { command: ['cat', '/tmp/ready'] }, periodSeconds: 3 },
  });
const asks = (cpu: string, memory: string): Part => ({ resources: { requests: { cpu, memory } } });

/** The container of a Pod that goes on for ever, as far as it can. */
function container(random: RandomStream): Part {
  const image = random.pick(IMAGES.slice(0, 3));
  const kinds: readonly (() => Part)[] = [
    () => served(image),
    () => served(image, READINESS),
    () => served(image, LIVENESS),
    () => served(image, { ...READINESS, ...asks('200m', '128Mi') }),
    () => served(image, asks('700m', '512Mi')),
    () =>
      served(image, {
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
      }),
    () => scripted('sleep infinity'),
    () => losesReadiness(random.int(5, 60)),
    () => scripted(`sleep ${String(random.int(1, 20))}; exit ${String(random.int(0, 1))}`),
    () => served('no-such:1'),
    () => served(image, asks('3', '64Mi')),
    () => served(image, { envFrom: [{ configMapRef: { name: 'red' } }] }),
  ];
  return (random.int(0, 9) < 6 ? random.pick(kinds.slice(0, 6)) : random.pick(kinds))();
}

/** Where the Pods may and may not run. */
function placement(random: RandomStream, labels: Part): Part {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } };
  const kinds: readonly Part[] = [
    { nodeSelector: { 'kubernetes.io/hostname': 'worker232' } },
    { nodeSelector: { disk: 'fast' } },
    { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } },
    { topologySpreadConstraints: [{ maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', ...term }] },
    { tolerations: [{ operator: 'Exists' }] },
    { tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'red', effect: 'NoSchedule' }] },
    { priorityClassName: 'blue' },
    { terminationGracePeriodSeconds: random.int(0, 5) },
  ];
  return random.int(0, 3) === 0 ? random.pick(kinds) : {};
}

/** A Pod that is meant to go on for ever. */
export function servingPod(random: RandomStream, labels: Part): PodPart {
  const init = random.int(0, 9) === 0 ? { initContainers: [{ ...scripted('sleep 2'), name: 'first' }] } : {};
  return { spec: { ...init, containers: [container(random)], ...placement(random, labels) } };
}

/** A Pod that ends by itself, well or badly. */
export function endingPod(random: RandomStream): PodPart {
  const exitCode = random.pick([0, 0, 0, 1]);
  const script = `sleep ${String(random.int(0, 30))}; exit ${String(exitCode)}`;
  return { spec: { restartPolicy: random.pick(['Never', 'OnFailure']), containers: [scripted(script)] } };
}
