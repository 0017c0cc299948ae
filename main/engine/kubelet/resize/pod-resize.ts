// Models pkg/kubelet/allocation/allocation_manager.go (v1.35): a Pod that asks for other resources than it was admitted
// with, from the moment it asks until its containers have them.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Container, Pod, PodCondition, ResourceRequirements } from '../../api/generated/types.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import type { KubeletServices } from '../services.ts';
import { resizeMessage } from './resize-message.ts';
import { type ResourcesByContainer, isResized, resizeOf, resourcesOf, withResources } from './resources.ts';

/** Why the machine does not grant what is asked for. */
export interface ResizeRefusal {
  /** `Deferred` until there is room; `Infeasible` for good. */
  readonly reason: 'Deferred' | 'Infeasible';
  readonly message: string;
}

interface Pending extends ResizeRefusal {
  readonly generation: number;
  readonly at: Micros;
  /** When it became pending for this reason. */
  readonly since: Micros;
}

interface InProgress {
  readonly generation: number;
  readonly since: Micros;
}

type SavedResources = readonly (readonly [container: string, resources: ResourceRequirements])[];

export interface SavedPodResize {
  readonly granted: SavedResources;
  readonly former: SavedResources;
  readonly pending: Pending | undefined;
  readonly inProgress: InProgress | undefined;
}

export class PodResize {
  readonly #services: KubeletServices;
  #granted: ResourcesByContainer;
  /** What running containers still have instead. */
  readonly #former: Map<string, ResourceRequirements>;
  #pending: Pending | undefined;
  #inProgress: InProgress | undefined;

  constructor(services: KubeletServices, granted: ResourcesByContainer, saved?: SavedPodResize) {
    this.#services = services;
    this.#granted = saved ? new Map(saved.granted) : granted;
    this.#former = new Map(saved?.former);
    this.#pending = saved?.pending;
    this.#inProgress = saved?.inProgress;
  }

  /** Whether there is nothing to remember. */
  get isOver(): boolean {
    return !this.#pending && !this.#inProgress;
  }

  get isDeferred(): boolean {
    return this.#pending?.reason === 'Deferred';
  }

  /** When it became pending. */
  get pendingSince(): Micros | undefined {
    return this.#pending?.since;
  }

  /** All containers have what was granted, which has not been said yet. */
  get isActuated(): boolean {
    return this.#inProgress !== undefined && this.#former.size === 0;
  }

  /** A Pod with what it has been granted. */
  grantedOf(desired: Pod): Pod {
    return withResources(desired, this.#granted);
  }

  /** The Pod asks for these resources; `refusal` says why it cannot have them, `runs` which of its containers run. */
  ask(desired: Pod, refusal: ResizeRefusal | undefined, runs: (container: string) => boolean): void {
    if (!isResized(desired, this.#granted)) this.#pending = undefined;
    else if (refusal) this.#refuse(desired, refusal);
    else this.#grant(desired, runs);
  }

  /** How a running container is to be resized; undefined when it has what was granted. */
  planOf(container: Container): 'restart' | 'update' | undefined {
    const former = this.#former.get(container.name);
    return former && resizeOf(container, former, container.resources ?? {});
  }

  /** The container has got what was granted. */
  actuated(container: string): void {
    this.#former.delete(container);
  }

  /** Says that it is done if it is. */
  conclude(pod: Pod): void {
    if (!this.isActuated || !this.#inProgress) return;
    const message = resizeMessage('Pod resize completed', pod, this.#inProgress.generation);
    this.#inProgress = undefined;
    this.#services.events.send(eventTarget(pod), 'Normal', 'ResizeCompleted', message);
  }

  /** What a container has, when that is not what was granted. */
  formerOf(container: string): ResourceRequirements | undefined {
    return this.#former.get(container);
  }

  get conditions(): readonly PodCondition[] {
    const conditions: PodCondition[] = [];
    if (this.#pending) {
      const { reason, message, at, since, generation } = this.#pending;
      conditions.push({ ...toCondition('PodResizePending', at, since, generation), reason, message });
    }
    if (this.#inProgress) {
      const { since, generation } = this.#inProgress;
      conditions.push(toCondition('PodResizeInProgress', since, since, generation));
    }
    return conditions;
  }

  save(): SavedPodResize {
    return {
      granted: [...this.#granted],
      former: [...this.#former],
      pending: this.#pending,
      inProgress: this.#inProgress,
    };
  }

  #refuse(desired: Pod, { reason, message }: ResizeRefusal): void {
    const { kernel, events } = this.#services;
    const generation = desired.metadata?.generation ?? 0;
    const before = this.#pending;
    if (before?.reason === reason && before.message === message && before.generation === generation) return;
    const since = before?.reason === reason ? before.since : kernel.now;
    this.#pending = { reason, message, generation, at: kernel.now, since };
    const text = resizeMessage(`Pod resize ${reason}`, desired, generation, message);
    events.send(eventTarget(desired), 'Warning', `Resize${reason}`, text);
  }

  #grant(desired: Pod, runs: (container: string) => boolean): void {
    const { kernel, events } = this.#services;
    const wanted = resourcesOf(desired);
    for (const [name, resources] of this.#granted) {
      if (runs(name) && !this.#former.has(name) && resources !== wanted.get(name)) this.#former.set(name, resources);
    }
    this.#granted = wanted;
    this.#pending = undefined;
    const generation = desired.metadata?.generation ?? 0;
    this.#inProgress = { generation, since: kernel.now };
    events.send(
      eventTarget(desired),
      'Normal',
      'ResizeStarted',
      resizeMessage('Pod resize started', desired, generation),
    );
  }
}

function toCondition(type: string, at: Micros, since: Micros, generation: number): PodCondition {
  const times = { lastProbeTime: toTimestamp(at), lastTransitionTime: toTimestamp(since) };
  return { type, observedGeneration: generation, status: 'True', ...times };
}
