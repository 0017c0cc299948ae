// Models SyncPod in pkg/kubelet/kuberuntime/kuberuntime_manager.go (v1.35): one pass over a Pod, from its volumes over
// its sandbox to its containers, step by step. What fails is left to the next sync.
import { eventTarget } from '../api/event-recorder.ts';
import type { Container } from '../api/generated/types.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import type { SandboxStatus } from '../runtime/status.ts';
import type { Progress } from './container-start.ts';
import { containerNamed } from './container-state.ts';
import { containerTarget } from './container-target.ts';
import { type HookEnd, hookFault, recordHookEnd, startHook } from './lifecycle/hook.ts';
import { createPodSandbox } from './pod-sandbox.ts';
import { namespaceOf, nameOf, uidOf } from './pod-source.ts';
import { tellMissingPullSecrets } from './pull-secrets.ts';
import type { StartFailure } from './status/status-input.ts';
import type { SavedPodSync, SyncOwner, Wait } from './sync-owner.ts';
import { type Step, planSync } from './sync-plan.ts';
import { tryMount } from './volumes/mounting.ts';
import { refreshVolumes } from './volumes/set-up.ts';

const MOUNT_FIRST_US = 200 * MILLISECOND;
const MOUNTED_US = 100 * MILLISECOND;
const MOUNT_RETRY_FIRST_US = 500 * MILLISECOND;
const MOUNT_RETRY_LAST_US = 122 * SECOND;
const SANDBOX_US = { low: 30 * MILLISECOND, high: 120 * MILLISECOND } as const;
const SANDBOX_RETRY_US = { low: 10 * SECOND, high: 15 * SECOND } as const;
const AFTER_KILL_US = 5 * MILLISECOND;
/** From the end of the last container to the end of the sandbox. */
export const STOP_SANDBOX_US = { low: 20 * MILLISECOND, high: 80 * MILLISECOND } as const;
const FAILED_RETRY_US = 10 * SECOND;
const JITTER = 0.5;

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
        this.#afterKill(wait.container, wait.then);
        return;
      case 'pod-kill':
        this.#owner.services.machine.stopSandbox(uidOf(pod));
        this.#nextStep();
        return;
      case 'hook':
      case undefined:
        throw new Error(`pod ${uidOf(pod)}: its sync waits for nothing`);
    }
  }

  /** Whether it still waits for volumes, so that it can be given up. */
  get isMounting(): boolean {
    return this.#wait?.for === 'mount' || this.#wait?.for === 'mounted';
  }

  /** These containers have ended that were to be ended; `all` says that no others are left. */
  killed(containers: readonly string[], all: boolean): void {
    if (this.#wait?.for === 'pod-kill' && all) this.#owner.wait(this.#between(STOP_SANDBOX_US));
    if (this.#wait?.for === 'kill' && containers.includes(this.#wait.container)) this.#owner.wait(AFTER_KILL_US);
  }

  /** A postStart hook is over. */
  hookEnded(end: HookEnd): void {
    const wait = this.#wait;
    if (wait?.for !== 'hook' || wait.containerId !== end.containerId) return;
    const { pod, services } = this.#owner;
    const message = hookFault(pod, this.#container(end.container), end);
    recordHookEnd(services, pod, end.container, end.hook, message);
    if (message === undefined) {
      this.#nextStep();
      return;
    }
    services.events.send(containerTarget(pod, end.container), 'Warning', 'FailedPostStartHook', 'PostStartHook failed');
    const grace = pod.spec?.terminationGracePeriodSeconds ?? 0;
    this.#kill(end.container, 'FailedPostStartHook', grace, { reason: 'PostStartHookError', message });
  }

  save(): SavedPodSync {
    return { seen: this.#seen, steps: this.#steps, wait: this.#wait, retryUs: this.#retryUs };
  }

  #plan(): void {
    const { pod, verdicts, services } = this.#owner;
    this.#owner.planned();
    tellMissingPullSecrets(services, pod);
    refreshVolumes(services, pod);
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
        this.#kill(step.container, step.message, step.graceSeconds);
        return;
      case 'resize':
        this.#owner.resizeContainer(step.container);
        this.#nextStep();
        return;
      case 'kill-pod':
        this.#wait = { for: 'pod-kill' };
        if (!this.#owner.killAll()) this.#owner.wait(this.#between(STOP_SANDBOX_US));
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
        this.#afterStart(container, progress.id);
        return;
      case 'failed':
        this.#owner.containerFailed(container, progress.failure);
        this.#retryAfter(progress.retryUs);
        this.#nextStep();
        return;
    }
  }

  #afterStart(name: string, containerId: string): void {
    const { pod, services } = this.#owner;
    const container = this.#container(name);
    if (!container.lifecycle?.postStart) {
      this.#nextStep();
      return;
    }
    this.#wait = { for: 'hook', container: name, containerId };
    startHook(services, pod, container, containerId, 'postStart');
  }

  #mount(tries: number): void {
    const { pod, services } = this.#owner;
    const outcome = tryMount(services, pod);
    if (outcome === 'unusable') {
      this.#owner.syncFinished(this.#failedRetryUs());
    } else if (outcome === 'mounted') {
      this.#waitFor({ for: 'mounted' }, MOUNTED_US);
    } else {
      const delayUs = Math.min(MOUNT_RETRY_FIRST_US * 2 ** tries, MOUNT_RETRY_LAST_US);
      this.#waitFor({ for: 'mount', tries: tries + 1 }, delayUs);
    }
  }

  #createSandbox(): void {
    const { pod, services } = this.#owner;
    if (!createPodSandbox(services, pod)) {
      this.#retryAfter(this.#between(SANDBOX_RETRY_US));
      this.#steps = [];
    }
    this.#nextStep();
  }

  #kill(container: string, message: string, graceSeconds: number, then?: StartFailure): void {
    this.#wait = { for: 'kill', container, then };
    if (!this.#owner.kill(container, message, graceSeconds)) this.#owner.wait(AFTER_KILL_US);
  }

  #afterKill(container: string, failure: StartFailure | undefined): void {
    if (failure) {
      this.#owner.containerFailed(container, failure);
      this.#retryAfter(this.#failedRetryUs());
    }
    this.#nextStep();
  }

  #container(name: string): Container {
    const { pod } = this.#owner;
    const container = containerNamed(pod, name);
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

  #failedRetryUs(): number {
    return FAILED_RETRY_US * (1 + JITTER * this.#owner.services.random.unit());
  }

  #between({ low, high }: { readonly low: number; readonly high: number }): number {
    return this.#owner.services.random.int(low, high);
  }
}
