// Models updateStatefulSet in pkg/controller/statefulset/stateful_set_control.go (v1.35): which Pods are made and removed
// in one turn. A set in order does one thing at a time and waits until its Pod is well. Throws refusals.
import type { PodTemplateSpec } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import type { ControllerContext } from '../controller.ts';
import { isPodAvailable } from '../pod-state.ts';
import type { StatefulPodControl } from './stateful-pod-control.ts';
import { isHealthy, isTerminating, ordinalOf, revisionNameOf, sizeOf, startOf, statefulPod } from './stateful-pod.ts';
import type { Revisions } from './stateful-status.ts';

type StatefulSet = KindMap['statefulsets'];
type Pod = KindMap['pods'];

export interface Plan {
  readonly revisions: Revisions;
  readonly currentTemplate: PodTemplateSpec;
  readonly updateTemplate: PodTemplateSpec;
}

export class StatefulTurn {
  readonly #context: ControllerContext;
  readonly #control: StatefulPodControl;
  readonly #set: StatefulSet;
  readonly #plan: Plan;
  readonly #byOrdinal: ReadonlyMap<number, Pod>;
  readonly #isOrdered: boolean;

  constructor(
    context: ControllerContext,
    control: StatefulPodControl,
    set: StatefulSet,
    pods: readonly Pod[],
    plan: Plan,
  ) {
    this.#context = context;
    this.#control = control;
    this.#set = set;
    this.#plan = plan;
    this.#byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod) ?? -1, pod]));
    this.#isOrdered = set.spec?.podManagementPolicy !== 'Parallel';
  }

  /** Answers how many Pods were removed for the sake of the new template. */
  take(): number {
    const start = startOf(this.#set);
    const wanted = Array.from({ length: sizeOf(this.#set) }, (_, index) => start + index);
    for (const ordinal of wanted) if (this.#keep(ordinal)) return 0;
    const condemned = [...this.#byOrdinal.keys()].filter((ordinal) => !wanted.includes(ordinal)).sort((a, b) => b - a);
    for (const ordinal of condemned) this.#retainClaims(ordinal);
    const firstIll = [...wanted, ...condemned.toReversed()].find((ordinal) => !this.#isWell(ordinal));
    for (const ordinal of condemned) if (this.#condemn(ordinal, firstIll)) return 0;
    return this.#set.spec?.updateStrategy?.type === 'OnDelete' ? 0 : this.#update(wanted);
  }

  #retainClaims(ordinal: number): void {
    const pod = this.#byOrdinal.get(ordinal);
    if (pod) this.#control.retainClaims(this.#set, ordinal, pod);
  }

  #isWell(ordinal: number): boolean {
    const pod = this.#byOrdinal.get(ordinal);
    return pod !== undefined && this.#isAvailable(pod);
  }

  #isAvailable(pod: Pod): boolean {
    return isHealthy(pod) && isPodAvailable(pod, this.#set.spec?.minReadySeconds ?? 0, this.#context.kernel.now);
  }

  /** Makes the Pod, or sees to it; answers whether the turn ends with it. */
  #keep(ordinal: number): boolean {
    const pod = this.#byOrdinal.get(ordinal);
    if (!pod) {
      this.#control.create(this.#set, ordinal, this.#newPod(ordinal));
      return this.#isOrdered;
    }
    if (isPodFinished(pod)) {
      if (!isTerminating(pod)) this.#control.delete(this.#set, pod);
      return this.#isOrdered;
    }
    if (pod.status?.phase === 'Pending') this.#control.createClaims(this.#set, ordinal, pod);
    if (this.#isOrdered && !this.#isAvailable(pod)) return true;
    this.#control.mend(this.#set, ordinal, pod);
    return false;
  }

  /** Removes a Pod that is too many; answers whether the turn ends with it. */
  #condemn(ordinal: number, firstIll: number | undefined): boolean {
    const pod = this.#byOrdinal.get(ordinal);
    if (!pod) return false;
    if (isTerminating(pod)) return this.#isOrdered;
    if (this.#isOrdered && !this.#isAvailable(pod) && ordinal !== firstIll) return true;
    this.#control.delete(this.#set, pod);
    return this.#isOrdered;
  }

  /** Removes the next Pod with an old template, the highest number first; answers how many. */
  #update(wanted: readonly number[]): number {
    const { partition = 0 } = this.#set.spec?.updateStrategy?.rollingUpdate ?? {};
    const old = this.#nextOld(wanted.filter((ordinal) => ordinal >= startOf(this.#set) + partition).toReversed());
    if (!old) return 0;
    this.#control.delete(this.#set, old);
    return 1;
  }

  /** The first old Pod, unless one before it is still to come into service. */
  #nextOld(ordinals: readonly number[]): Pod | undefined {
    for (const ordinal of ordinals) {
      const pod = this.#byOrdinal.get(ordinal);
      if (pod && this.#isOld(pod)) return pod;
      if (!this.#isWell(ordinal)) return undefined;
    }
    return undefined;
  }

  #isOld(pod: Pod): boolean {
    return revisionNameOf(pod) !== this.#plan.revisions.update && !isTerminating(pod);
  }

  #newPod(ordinal: number): Pod {
    const { revisions, currentTemplate, updateTemplate } = this.#plan;
    return this.#isHeldBack(ordinal)
      ? statefulPod(this.#set, ordinal, currentTemplate, revisions.current)
      : statefulPod(this.#set, ordinal, updateTemplate, revisions.update);
  }

  /** Whether the Pod keeps the template that was rolled out last. */
  #isHeldBack(ordinal: number): boolean {
    const { type, rollingUpdate } = this.#set.spec?.updateStrategy ?? {};
    if (type === 'OnDelete') return false;
    const held = rollingUpdate ? (rollingUpdate.partition ?? 0) : (this.#set.status?.currentReplicas ?? 0);
    return ordinal < startOf(this.#set) + held;
  }
}
