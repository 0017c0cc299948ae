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
  return world
    .all('pods')
    .filter((pod) => pod.spec?.nodeName !== undefined && !isOver(pod) && !isGoing(pod))
    .flatMap(judge);
}

function judge(pod: Pod): readonly Fault[] {
  const { status, spec } = pod;
  const wrong = (about: string) => fault('pod', `${nameOf(pod)} ${about}`);
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (containers.length === 0) return [wrong(`has no containers in phase ${status?.phase ?? ''}`)];
  const hasVolumes = spec?.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim) ?? false;
  const stuck = containers.filter(({ state }) => state?.waiting && !PATIENT.includes(state.waiting.reason ?? ''));
  if (stuck.length > 0 && !hasVolumes) return stuck.map((one) => wrong(`waits: ${one.state?.waiting?.reason ?? ''}`));
  const main = status?.containerStatuses ?? [];
  const isProbed = spec?.containers.some(({ readinessProbe }) => readinessProbe) ?? false;
  if (main.every(isRunning) && !isProbed && !isReady(pod)) return [wrong('runs and is not ready')];
  if (isReady(pod) && !main.every(isRunning)) return [wrong('is ready and does not run')];
  if (main.every(isRunning) && status?.phase !== 'Running') return [wrong(`runs in phase ${status?.phase ?? ''}`)];
  return [];
}

const isRunning = ({ state }: ContainerStatus): boolean => state?.running !== undefined;
