// Models computePodActions in pkg/kubelet/kuberuntime/kuberuntime_manager.go (v1.35): what one sync has to do to bring
// a Pod from how it was last seen to how it should be.
import type { Container, Pod } from '../api/generated/types.ts';
import { hashText } from '../kernel/random.ts';
import { type ContainerStatus, type SandboxStatus, newestContainer } from '../runtime/status.ts';
import { isSidecar } from '../kinds/pod/requests.ts';
import {
  containersOf,
  ephemeralContainersOf,
  initContainersOf,
  restartsAfter,
  shouldStart,
} from './container-state.ts';

export type Step =
  | { readonly do: 'sandbox' }
  | { readonly do: 'kill'; readonly container: string; readonly message: string; readonly graceSeconds: number }
  /** Nothing of the Pod is worth going on with. */
  | { readonly do: 'kill-pod' }
  | { readonly do: 'start'; readonly container: string }
  /** It gets other resources while it runs. */
  | { readonly do: 'resize'; readonly container: string };

/** What the probes say of a container: whether one of them wants it restarted, and whether it has started up. */
export interface ProbeVerdicts {
  failed(container: string, id: string): 'liveness' | 'startup' | undefined;
  isStarted(container: string, id: string): boolean;
}

/** What else than its manifest says what becomes of a container. */
export interface Verdicts extends ProbeVerdicts {
  /** How a running container is to be resized; absent: none is. */
  resizeOf?(container: Container): 'restart' | 'update' | undefined;
}

/** With what a killed container counts as ended when it is asked whether it will be started again. */
const FAILED_CODE = 137;

export function planSync(pod: Pod, seen: SandboxStatus | undefined, verdicts: Verdicts): readonly Step[] {
  if (!seen?.ready) return planWithoutSandbox(pod, seen);
  const looks = ephemeralContainersOf(pod.spec).filter((container) => shouldStart(pod, container, seen));
  return [...looks.map(startOf), ...planLasting(pod, seen, verdicts)];
}

/** What is to be done to the containers that the Pod was made with. */
function planLasting(pod: Pod, seen: SandboxStatus, verdicts: Verdicts): readonly Step[] {
  const init = planInit(pod, seen, verdicts);
  if (init) return init;
  const mains = containersOf(pod.spec).map((container) => planContainer(pod, container, seen, verdicts));
  if (!mains.some((plan, index) => goesOn(plan, newestContainer(seen, containersOf(pod.spec)[index]?.name ?? '')))) {
    return [{ do: 'kill-pod' }];
  }
  const sidecars = initContainersOf(pod.spec).filter(isSidecar);
  return [...sidecars.flatMap((container) => planContainer(pod, container, seen, verdicts)), ...mains.flat()];
}

/** Whether a container runs on or is started. */
function goesOn(plan: readonly Step[], newest: ContainerStatus | undefined): boolean {
  const ends = plan.some((step) => step.do === 'kill');
  return plan.some((step) => step.do === 'start') || (!ends && newest?.state === 'running');
}

/** The hash of what a container must be restarted for when it changes. */
export function containerHash({ name, image }: Container): string {
  return (hashText(`${name}\n${image ?? ''}`) >>> 0).toString(16);
}

function planWithoutSandbox(pod: Pod, seen: SandboxStatus | undefined): readonly Step[] {
  const inits = initContainersOf(pod.spec);
  const again = seen !== undefined && seen.containers.length > 0;
  const lasting = [...inits, ...containersOf(pod.spec)];
  if (again && !lasting.some((container) => shouldStart(pod, container, stopped(seen)))) return [];
  const first = inits[0];
  const starts = first
    ? [first]
    : containersOf(pod.spec).filter((container) => shouldStart(pod, container, stopped(seen)));
  if (starts.length === 0) return [];
  return [{ do: 'sandbox' }, ...starts.map(startOf)];
}

/** Containers do not outlive their sandbox. */
function stopped(seen: SandboxStatus | undefined): SandboxStatus | undefined {
  if (!seen) return undefined;
  return { ...seen, containers: seen.containers.map((each): ContainerStatus => ({ ...each, state: 'exited' })) };
}

/** What is left to initialise; undefined when that is done. */
function planInit(pod: Pod, seen: SandboxStatus, verdicts: Verdicts): readonly Step[] | undefined {
  if (containersOf(pod.spec).some(({ name }) => newestContainer(seen, name))) return undefined;
  const sidecarSteps: Step[] = [];
  for (const container of initContainersOf(pod.spec)) {
    const newest = newestContainer(seen, container.name);
    if (!newest) return [...sidecarSteps, startOf(container)];
    if (isSidecar(container)) {
      sidecarSteps.push(...planContainer(pod, container, seen, verdicts));
      if (newest.state !== 'running' || !verdicts.isStarted(container.name, newest.id)) return sidecarSteps;
      continue;
    }
    if (newest.state === 'running') return sidecarSteps;
    if (newest.exitCode !== 0) return shouldStart(pod, container, seen) ? [...sidecarSteps, startOf(container)] : [];
  }
  return undefined;
}

function planContainer(pod: Pod, container: Container, seen: SandboxStatus, verdicts: Verdicts): readonly Step[] {
  const newest = newestContainer(seen, container.name);
  if (newest?.state !== 'running') return shouldStart(pod, container, seen) ? [startOf(container)] : [];
  const why = restartReason(container, newest, verdicts);
  if (why === undefined)
    return verdicts.resizeOf?.(container) === 'update' ? [{ do: 'resize', container: container.name }] : [];
  const restarts = why === 'definition' || why === 'resize' || restartsAfter(pod, container, FAILED_CODE);
  const kill: Step = {
    do: 'kill',
    container: container.name,
    message: killMessage(container, why, restarts),
    graceSeconds: graceSeconds(pod, container, why),
  };
  return restarts ? [kill, startOf(container)] : [kill];
}

type Reason = 'definition' | 'liveness' | 'startup' | 'resize';

function restartReason(container: Container, { hash, id }: ContainerStatus, verdicts: Verdicts): Reason | undefined {
  if (hash !== containerHash(container)) return 'definition';
  return verdicts.failed(container.name, id) ?? (verdicts.resizeOf?.(container) === 'restart' ? 'resize' : undefined);
}

function killMessage(container: Container, why: Reason, restarts: boolean): string {
  if (why === 'resize') return `Container ${container.name} resize requires restart`;
  const what = why === 'definition' ? 'definition changed' : `failed ${why} probe`;
  if (isSidecar(container)) return `Init container ${container.name} ${what}`;
  return `Container ${container.name} ${what}${restarts ? ', will be restarted' : ''}`;
}

/** What a probe has killed gets the probe's own grace period, if it has one. */
function graceSeconds(pod: Pod, container: Container, why: Reason): number {
  const probe = why === 'definition' || why === 'resize' ? undefined : container[`${why}Probe`];
  return probe?.terminationGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 0;
}

const startOf = (container: Container): Step => ({ do: 'start', container: container.name });
