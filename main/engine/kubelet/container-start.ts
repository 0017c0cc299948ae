// Models startContainer in pkg/kubelet/kuberuntime/kuberuntime_container.go and the image manager (v1.35): the steps
// that lead to a running container, with the events and failures on the way.
import type { Container, Pod } from '../api/generated/types.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import type { PullPlan } from '../runtime/image-store.ts';
import { type SandboxStatus, newestContainer } from '../runtime/status.ts';
import { BackOff, type SavedBackOff } from './back-off.ts';
import { containerConfig } from './container-config.ts';
import { containerTarget } from './container-target.ts';
import { goDuration, imageDecision, invalidImageName } from './image-policy.ts';
import { identityOf } from './pod-identity.ts';
import { podText, uidOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';
import type { StartFailure } from './status/status-input.ts';
import { containerHash } from './sync-plan.ts';
import { freezeVolumes } from './volumes/set-up.ts';

export type Progress =
  /** Come back after `delayUs`. */
  | { readonly kind: 'pulling'; readonly delayUs: number; readonly plan: PullPlan }
  | { readonly kind: 'starting'; readonly delayUs: number }
  | { readonly kind: 'started'; readonly id: string }
  /** Try the whole Pod again after `retryUs`. */
  | { readonly kind: 'failed'; readonly failure: StartFailure; readonly retryUs: number };

export interface SavedContainerStarts {
  readonly crashes: SavedBackOff;
  readonly pulls: SavedBackOff;
}

const START_US = { low: 40 * MILLISECOND, high: 150 * MILLISECOND } as const;
/** A failed sync is tried again after 10 s, lengthened by up to a half. */
const RETRY_US = 10 * SECOND;
const CRASH_WAIT_MAX_US = 60 * SECOND;
const JITTER = 0.5;

export class ContainerStarts {
  readonly #services: KubeletServices;
  readonly #crashes: BackOff;
  readonly #pulls: BackOff;

  constructor(services: KubeletServices, saved?: SavedContainerStarts) {
    this.#services = services;
    this.#crashes = new BackOff(saved?.crashes);
    this.#pulls = new BackOff(saved?.pulls);
  }

  /** Begins: back-off of crashed containers, then the image. `seen` is the Pod as the sync found it. */
  begin(pod: Pod, container: Container, seen: SandboxStatus | undefined): Progress {
    return this.#crashLoop(pod, container, seen) ?? this.#prepareImage(pod, container);
  }

  /** The pull has come to its end. */
  pulled(pod: Pod, container: Container, plan: PullPlan): Progress {
    const { kernel, machine } = this.#services;
    const image = container.image ?? '';
    if (!plan.ok) {
      this.#warn(pod, container, 'Failed', `Failed to pull image "${image}": ${plan.message}`);
      this.#pulls.raise(pullKey(pod, image), kernel.now, kernel.now);
      return this.#fail(pod, container, 'ErrImagePull', plan.message);
    }
    machine.imagePulled(identityOf(this.#services, pod), container.name, image, plan.durationUs);
    const took = `${goDuration(plan.durationUs - plan.waitingUs)} (${goDuration(plan.durationUs)} including waiting)`;
    const size = String(machine.images.sizeOf(image));
    this.#tell(pod, container, 'Pulled', `Successfully pulled image "${image}" in ${took}. Image size: ${size} bytes.`);
    return this.#starting();
  }

  /** Creates and starts the container. */
  start(pod: Pod, container: Container): Progress {
    const { machine } = this.#services;
    const attempt = newestContainer(machine.podStatus(uidOf(pod)), container.name)?.attempt;
    const outcome = containerConfig(this.#services, pod, container, attempt === undefined ? 0 : attempt + 1);
    if (!outcome.ok) {
      this.#warn(pod, container, 'Failed', `Error: ${outcome.message}`);
      return this.#failed('CreateContainerConfigError', outcome.message);
    }
    freezeVolumes(this.#services, pod, container);
    this.#tell(pod, container, 'Created', 'Container created');
    const started = machine.containers.start(uidOf(pod), outcome.config);
    if (!started.ok) {
      this.#warn(pod, container, 'Failed', `Error: ${started.message}`);
      return this.#failed('RunContainerError', started.message);
    }
    this.#tell(pod, container, 'Started', 'Container started');
    return { kind: 'started', id: started.id };
  }

  forget(podUid: string): void {
    this.#crashes.forget(podUid);
    this.#pulls.forget(podUid);
  }

  save(): SavedContainerStarts {
    return { crashes: this.#crashes.save(), pulls: this.#pulls.save() };
  }

  #crashLoop(pod: Pod, container: Container, seen: SandboxStatus | undefined): Progress | undefined {
    const { kernel, random } = this.#services;
    const ended = seen?.containers.find(({ name, state }) => name === container.name && state === 'exited');
    if (ended?.finishedAt === undefined) return undefined;
    const key = `${uidOf(pod)} ${container.name} ${containerHash(container)}`;
    const restUs = this.#crashes.restUs(key, ended.finishedAt, kernel.now);
    if (restUs === 0) {
      this.#crashes.raise(key, ended.finishedAt, kernel.now);
      return undefined;
    }
    const where = podText(pod);
    this.#warn(pod, container, 'BackOff', `Back-off restarting failed container ${container.name} in pod ${where}`);
    const seconds = goDuration(this.#crashes.delayUs(key));
    const message = `back-off ${minutes(seconds)} restarting failed container=${container.name} pod=${where}`;
    const retryUs = Math.min(restUs, CRASH_WAIT_MAX_US) * (1 + JITTER * random.unit());
    return { kind: 'failed', failure: { reason: 'CrashLoopBackOff', message }, retryUs };
  }

  #prepareImage(pod: Pod, container: Container): Progress {
    const { machine } = this.#services;
    const image = container.image ?? '';
    const invalid = invalidImageName(image);
    if (invalid !== undefined) {
      this.#warn(pod, container, 'InspectFailed', invalid);
      return this.#fail(pod, container, 'InvalidImageName', invalid);
    }
    switch (imageDecision(container.imagePullPolicy, machine.images.has(image))) {
      case 'use':
        this.#tell(
          pod,
          container,
          'Pulled',
          `Container image "${image}" already present on machine and can be accessed by the pod`,
        );
        return this.#starting();
      case 'refuse': {
        const message = `Container image "${image}" is not present with pull policy of Never`;
        this.#warn(pod, container, 'ErrImageNeverPull', message);
        return this.#fail(pod, container, 'ErrImageNeverPull', message);
      }
      case 'pull':
        return this.#pull(pod, container, image);
    }
  }

  #pull(pod: Pod, container: Container, image: string): Progress {
    const { kernel, machine } = this.#services;
    if (this.#pulls.restSinceUpdateUs(pullKey(pod, image), kernel.now) > 0) {
      const message = `Back-off pulling image "${image}"`;
      this.#tell(pod, container, 'BackOff', message);
      const plan = machine.planPull(image);
      const why = plan.ok ? message : `${message}: ErrImagePull: ${plan.message}`;
      return this.#fail(pod, container, 'ImagePullBackOff', why);
    }
    this.#tell(pod, container, 'Pulling', `Pulling image "${image}"`);
    const plan = machine.planPull(image);
    return { kind: 'pulling', delayUs: plan.durationUs, plan };
  }

  #starting(): Progress {
    return { kind: 'starting', delayUs: this.#services.random.int(START_US.low, START_US.high) };
  }

  #fail(pod: Pod, container: Container, reason: string, message: string): Progress {
    this.#warn(pod, container, 'Failed', `Error: ${reason}`);
    return this.#failed(reason, message);
  }

  #failed(reason: string, message: string): Progress {
    return { kind: 'failed', failure: { reason, message }, retryUs: this.#retryUs() };
  }

  #retryUs(): number {
    return RETRY_US * (1 + JITTER * this.#services.random.unit());
  }

  #tell(pod: Pod, container: Container, reason: string, message: string): void {
    this.#services.events.send(containerTarget(pod, container.name), 'Normal', reason, message);
  }

  #warn(pod: Pod, container: Container, reason: string, message: string): void {
    this.#services.events.send(containerTarget(pod, container.name), 'Warning', reason, message);
  }
}

const pullKey = (pod: Pod, image: string) => `${uidOf(pod)} ${image}`;

/** Go prints 80 s as `1m20s` and 300 s as `5m0s`. */
function minutes(seconds: string): string {
  const value = Number(seconds.slice(0, -1));
  return value < 60 ? seconds : `${String(Math.floor(value / 60))}m${String(value % 60)}s`;
}
