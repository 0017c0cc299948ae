// Models SyncPod in pkg/kubelet/kuberuntime/kuberuntime_manager.go (v1.35): one pass over a Pod, from its volumes over
// its sandbox to its containers, step by step. What fails is left to the next sync.
import { eventTarget } from '../api/event-recorder.ts';
import type { ConfigMap, Container, Pod } from '../api/generated/types.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import type { PullPlan } from '../runtime/image-store.ts';
import { type SandboxStatus, newestContainer } from '../runtime/status.ts';
import { type ContainerStarts, type Progress, containerTarget, identityOf } from './container-start.ts';
import { allContainers } from './container-state.ts';
import { learnPodCidr } from './pod-cidr.ts';
import { namespaceOf, nameOf, uidOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';
import type { StartFailure } from './status/status-input.ts';
import { type ProbeVerdicts, type Step, planSync } from './sync-plan.ts';
import { projectVolume, projectedVolumes } from './volumes.ts';

/** What the present step waits for. */
type Wait =
  | { readonly for: 'mount'; readonly tries: number }
  | { readonly for: 'mounted' }
  | { readonly for: 'sandbox' }
  | { readonly for: 'pull'; readonly container: string; readonly plan: PullPlan }
  | { readonly for: 'start'; readonly container: string }
  | { readonly for: 'kill'; readonly container: string };

export interface SavedPodSync {
  /** The Pod as it was seen when the sync began. */
  readonly seen: SandboxStatus | undefined;
  readonly steps: readonly Step[];
  readonly wait: Wait | undefined;
  /** The shortest time after which one of the failures wants to be tried again. */
  readonly retryUs: number | undefined;
}

/** Whose sync it is. */
export interface SyncOwner {
  readonly pod: Pod;
  readonly services: KubeletServices;
  readonly starts: ContainerStarts;
  readonly verdicts: ProbeVerdicts;
  /** `continue` is wanted after this time. */
  wait(delayUs: number): void;
  volumesMounted(): void;
  containerStarted(container: string): void;
  containerFailed(container: string, failure: StartFailure): void;
  /** It is over; something failed if it wants to be tried again. */
  syncFinished(retryUs: number | undefined): void;
}

const MOUNT_FIRST_US = 200 * MILLISECOND;
const MOUNTED_US = 100 * MILLISECOND;
const MOUNT_RETRY_FIRST_US = 500 * MILLISECOND;
const MOUNT_RETRY_LAST_US = 122 * SECOND;
const SANDBOX_US = { low: 150 * MILLISECOND, high: 450 * MILLISECOND } as const;
const SANDBOX_RETRY_US = { low: 10 * SECOND, high: 15 * SECOND } as const;
const AFTER_KILL_US = 5 * MILLISECOND;
export const GRACE_SECONDS_MIN = 2;

export class PodSync {
  readonly #owner: SyncOwner;
  readonly #seen: SandboxStatus | undefined;
  #steps: readonly Step[];
  #wait: Wait | undefined;
  #retryUs: number | undefined;

  constructor(owner: SyncOwner, saved: SavedPodSync) {
    this.#owner = owner;
    this.#seen = saved.seen;
    this.#steps = saved.steps;
    this.#wait = saved.wait;
    this.#retryUs = saved.retryUs;
  }

  /** Begins; with volumes that still have to be mounted, by waiting for them. */
  begin(mount: boolean): void {
    if (mount) this.#waitFor({ for: 'mount', tries: 0 }, MOUNT_FIRST_US);
    else this.#plan();
  }

  /** The wait is over. */
  continue(): void {
    const wait = this.#wait;
    const { pod, starts } = this.#owner;
    switch (wait?.for) {
      case 'mount':
        this.#mount(wait.tries);
        return;
      case 'mounted':
        this.#owner.volumesMounted();
        this.#plan();
        return;
      case 'sandbox':
        this.#createSandbox();
        return;
      case 'pull':
        this.#follow(wait.container, starts.pulled(pod, this.#container(wait.container), wait.plan));
        return;
      case 'start':
        this.#follow(wait.container, starts.start(pod, this.#container(wait.container)));
        return;
      case 'kill':
        this.#nextStep();
        return;
      case undefined:
        throw new Error(`pod ${uidOf(pod)}: its sync waits for nothing`);
    }
  }

  /** Something of the Pod changed: perhaps a container that is being stopped has ended. */
  noteChange(): void {
    if (this.#wait?.for !== 'kill') return;
    const { machine } = this.#owner.services;
    const newest = newestContainer(machine.podStatus(uidOf(this.#owner.pod)), this.#wait.container);
    if (newest?.state !== 'running') this.#owner.wait(AFTER_KILL_US);
  }

  save(): SavedPodSync {
    return { seen: this.#seen, steps: this.#steps, wait: this.#wait, retryUs: this.#retryUs };
  }

  #plan(): void {
    const { pod, verdicts, services } = this.#owner;
    this.#fillVolumes();
    this.#steps = planSync(pod, this.#seen, verdicts);
    if (this.#steps[0]?.do === 'sandbox' && this.#seen) {
      const message = 'Pod sandbox changed, it will be killed and re-created.';
      services.events.send(eventTarget(pod), 'Normal', 'SandboxChanged', message);
    }
    this.#nextStep();
  }

  #nextStep(): void {
    this.#wait = undefined;
    const [step, ...rest] = this.#steps;
    this.#steps = rest;
    switch (step?.do) {
      case undefined:
        this.#owner.syncFinished(this.#retryUs);
        return;
      case 'sandbox':
        this.#waitFor({ for: 'sandbox' }, this.#between(SANDBOX_US));
        return;
      case 'kill':
        this.#kill(step.container, step.message);
        return;
      case 'start': {
        const { pod, starts } = this.#owner;
        this.#follow(step.container, starts.begin(pod, this.#container(step.container), this.#seen));
        return;
      }
    }
  }

  /** Goes on as far as the start of a container has come. */
  #follow(container: string, progress: Progress): void {
    switch (progress.kind) {
      case 'pulling':
        this.#waitFor({ for: 'pull', container, plan: progress.plan }, progress.delayUs);
        return;
      case 'starting':
        this.#waitFor({ for: 'start', container }, progress.delayUs);
        return;
      case 'started':
        this.#owner.containerStarted(container);
        this.#nextStep();
        return;
      case 'failed':
        this.#owner.containerFailed(container, progress.failure);
        this.#retryAfter(progress.retryUs);
        this.#nextStep();
        return;
    }
  }

  #mount(tries: number): void {
    const { pod, services } = this.#owner;
    const faults = projectedVolumes(pod).flatMap((volume) => {
      const projection = projectVolume(pod, volume, this.#findConfigMap);
      return projection.ok ? [] : [projection.message];
    });
    if (faults.length === 0) {
      this.#waitFor({ for: 'mounted' }, MOUNTED_US);
      return;
    }
    for (const fault of faults) services.events.send(eventTarget(pod), 'Warning', 'FailedMount', fault);
    const delayUs = Math.min(MOUNT_RETRY_FIRST_US * 2 ** tries, MOUNT_RETRY_LAST_US);
    this.#waitFor({ for: 'mount', tries: tries + 1 }, delayUs);
  }

  #fillVolumes(): void {
    const { pod, services } = this.#owner;
    for (const volume of projectedVolumes(pod)) {
      const projection = projectVolume(pod, volume, this.#findConfigMap);
      // A ConfigMap that has gone meanwhile leaves what is mounted as it was.
      if (projection.ok) services.machine.setVolume(uidOf(pod), volume.name, projection.files);
    }
  }

  readonly #findConfigMap = (namespace: string, name: string): ConfigMap | undefined => {
    const found = this.#owner.services.server.get('configmaps', namespace, name);
    return found.ok ? found.object : undefined;
  };

  #createSandbox(): void {
    const { pod, services } = this.#owner;
    learnPodCidr(services);
    if (services.machine.createSandbox(identityOf(pod))) {
      this.#fillVolumes();
      this.#nextStep();
      return;
    }
    const why =
      services.machine.podCidr === undefined ? 'node has no pod CIDR' : 'no IP addresses available in range set';
    const message = `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: ${why}`;
    services.events.send(eventTarget(pod), 'Warning', 'FailedCreatePodSandBox', message);
    this.#retryAfter(this.#between(SANDBOX_RETRY_US));
    this.#steps = [];
    this.#nextStep();
  }

  #kill(container: string, message: string): void {
    const { pod, services } = this.#owner;
    services.events.send(containerTarget(pod, container), 'Normal', 'Killing', message);
    this.#wait = { for: 'kill', container };
    const grace = Math.max(GRACE_SECONDS_MIN, pod.spec?.terminationGracePeriodSeconds ?? 0);
    if (!services.machine.stopContainer(uidOf(pod), container, grace)) this.#owner.wait(AFTER_KILL_US);
  }

  #container(name: string): Container {
    const { pod } = this.#owner;
    const container = allContainers(pod.spec).find((each) => each.name === name);
    if (!container) throw new Error(`pod ${namespaceOf(pod)}/${nameOf(pod)} has no container ${name}`);
    return container;
  }

  #waitFor(wait: Wait, delayUs: number): void {
    this.#wait = wait;
    this.#owner.wait(delayUs);
  }

  #retryAfter(delayUs: number): void {
    this.#retryUs = Math.min(this.#retryUs ?? Infinity, delayUs);
  }

  #between({ low, high }: { readonly low: number; readonly high: number }): number {
    return this.#owner.services.random.int(low, high);
  }
}
