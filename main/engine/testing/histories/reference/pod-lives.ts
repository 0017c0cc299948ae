// Kubelets have brought every Pod as far as it can come.
import type { ContainerStatus, Pod } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { isOver, isReady } from '../pod-facts.ts';
import { type World, isGoing, nameOf } from '../world.ts';

/** Why a container may wait for ever. */
const PATIENT = [
  'ImagePullBackOff',
  'ErrImagePull',
  'CrashLoopBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PodInitializing',
];

export function podLives(world: World): readonly Fault[] {
  const bound = new Set(
    world
      .all('persistentvolumeclaims')
      .filter(({ status }) => status?.phase === 'Bound')
      .map(nameOf),
  );
  return world
    .all('pods')
    .filter((pod) => pod.spec?.nodeName !== undefined && !isOver(pod) && !isGoing(pod) && !isUnheard(pod))
    .flatMap((pod) => judge(pod, lacksVolumes(pod, bound)));
}

/**
 * Whether the API server refuses what the kubelet says of a static Pod: its file asks for nothing, and a LimitRange has
 * given the mirror requests and so a class that it cannot lose (v1.32 and later).
 */
const isUnheard = ({ metadata, status }: Pod): boolean =>
  metadata?.namespace !== 'kube-system' &&
  metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined &&
  status?.qosClass !== 'BestEffort';

/** Whether a claim of the Pod has no volume any more. */
function lacksVolumes({ spec, metadata }: Pod, bound: ReadonlySet<string>): boolean {
  const claims = (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  return claims.some((claim) => !bound.has(`${metadata?.namespace ?? ''}/${claim}`));
}

function judge(pod: Pod, mayWait: boolean): readonly Fault[] {
  const { status, spec } = pod;
  const wrong = (about: string) => fault('pod', `${nameOf(pod)} ${about}`);
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (containers.length === 0) return [wrong(`has no containers in phase ${status?.phase ?? ''}`)];
  const stuck = containers.filter(({ state }) => state?.waiting && !PATIENT.includes(state.waiting.reason ?? ''));
  if (stuck.length > 0 && !mayWait) return stuck.map((one) => wrong(`waits: ${one.state?.waiting?.reason ?? ''}`));
  const main = status?.containerStatuses ?? [];
  const isProbed = spec?.containers.some(({ readinessProbe }) => readinessProbe) ?? false;
  if (main.every(isRunning) && !isProbed && !isReady(pod)) return [wrong('runs and is not ready')];
  if (isReady(pod) && !main.every(isRunning)) return [wrong('is ready and does not run')];
  if (main.every(isRunning) && status?.phase !== 'Running') return [wrong(`runs in phase ${status?.phase ?? ''}`)];
  return [];
}

const isRunning = ({ state }: ContainerStatus): boolean => state?.running !== undefined;
