// How the scheduler tells what it decided: to the journal, in events, and in the Pod's condition PodScheduled.
import type { RecordBody } from '../../../preload/contract/records.ts';
import { type EventRecorder, eventTarget } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { NEVER } from '../api/never.ts';
import type { ApiServer } from '../api/server.ts';
import { dropUndefined } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { toTimestamp } from '../kernel/time.ts';
import { withDisruption } from '../kinds/pod/disruption.ts';
import { PREEMPTED } from './cluster-events.ts';
import { rejection } from './fit-error.ts';
import type { PodInfo } from './pod-info.ts';
import type { Selection } from './selection.ts';

export class Reporter {
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #actor: string;
  readonly #events: EventRecorder;

  constructor(kernel: Kernel, server: ApiServer, actor: string, events: EventRecorder) {
    this.#kernel = kernel;
    this.#server = server;
    this.#actor = actor;
    this.#events = events;
  }

  /** Writes down the choice of a node, and answers the record's number, on whose account the Pod is bound. */
  recordScheduled(pod: Pod, node: string, verdicts: Verdicts): number {
    const message = assignment(pod, node);
    return this.#kernel.record(this.#actor, { type: 'pod-scheduled', ...namesOf(pod), node, message, verdicts });
  }

  tellScheduled(pod: Pod, node: string): void {
    this.#events.send(eventTarget(pod), 'Normal', 'Scheduled', assignment(pod, node));
  }

  /** Tells that a Pod for which there was a node did not get there. */
  fail(pod: Pod, message: string): void {
    const seq = this.#kernel.record(this.#actor, { type: 'pod-not-scheduled', ...namesOf(pod), message, verdicts: [] });
    this.#kernel.because(seq, () => {
      this.#events.send(eventTarget(pod), 'Warning', 'FailedScheduling', message);
      this.#writeCondition(pod, 'SchedulerError', message, '');
    });
  }

  /**
   * Tells why a Pod fits on none of `total` nodes, and answers the plugins that refused it. `preemption` is what came of
   * it, undefined when room is being made; `nominated` the node where that is, empty for no longer any.
   */
  reject(
    { pod }: PodInfo,
    selection: Selection,
    total: number,
    preemption: string | undefined,
    nominated: string | undefined,
  ): readonly string[] {
    const { message, plugins } = rejection(selection, total, preemption);
    const verdicts = verdictsOf(selection);
    const seq = this.#kernel.record(this.#actor, { type: 'pod-not-scheduled', ...namesOf(pod), message, verdicts });
    this.#kernel.because(seq, () => {
      this.#events.send(eventTarget(pod), 'Warning', 'FailedScheduling', message);
      this.#writeCondition(pod, 'Unschedulable', message, nominated);
    });
    return plugins;
  }

  /** Writes on a Pod that waits for its volumes where it will go. */
  nominate({ metadata }: Pod, nominatedNodeName: string): void {
    const found = this.#server.get('pods', metadata?.namespace ?? '', metadata?.name ?? '');
    if (!found.ok || found.object.metadata?.uid !== metadata?.uid) return;
    if (found.object.status?.nominatedNodeName === nominatedNodeName) return;
    const marked = { ...found.object, status: { ...found.object.status, nominatedNodeName } };
    this.#server.update('pods', marked, { actor: this.#actor, subresource: 'status' });
  }

  /** Makes one Pod go for the sake of another; says whether it does. */
  preempt({ pod }: PodInfo, preemptor: Pod, node: string): boolean {
    const { namespace = '', name = '', uid } = pod.metadata ?? {};
    const found = this.#server.get('pods', namespace, name);
    if (!found.ok || found.object.metadata?.uid !== uid || found.object.metadata?.deletionTimestamp) return false;
    const message = 'default-scheduler: preempting to accommodate a higher priority pod';
    const marked = withDisruption(found.object, PREEMPTED, message, toTimestamp(this.#kernel.now));
    const written = this.#server.update('pods', marked, { actor: this.#actor, subresource: 'status' });
    if (!written.ok || !this.#server.delete('pods', namespace, name, { actor: this.#actor, uid }).ok) return false;
    const text = `Preempted by pod ${preemptor.metadata?.uid ?? ''} on node ${node}`;
    this.#events.send(eventTarget(written.object), 'Normal', 'Preempted', text);
    return true;
  }

  #writeCondition({ metadata }: Pod, reason: string, message: string, nominated: string | undefined): void {
    const found = this.#server.get('pods', metadata?.namespace ?? '', metadata?.name ?? '');
    if (!found.ok || found.object.metadata?.uid !== metadata?.uid) return;
    const { status } = found.object;
    const before = status?.conditions?.find(({ type }) => type === 'PodScheduled');
    const nominatedNodeName = (nominated ?? status?.nominatedNodeName) || undefined;
    const isSame = before?.status === 'False' && before.reason === reason && before.message === message;
    if (isSame && nominatedNodeName === (status?.nominatedNodeName || undefined)) return;
    const others = (status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
    const condition = dropUndefined({
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: NEVER,
      lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : toTimestamp(this.#kernel.now),
      reason,
      message,
      observedGeneration: found.object.metadata?.generation,
    });
    const next = dropUndefined({ ...status, nominatedNodeName, conditions: [...others, condition] });
    const marked = { ...found.object, status: next };
    this.#server.update('pods', marked, { actor: this.#actor, subresource: 'status' });
  }
}

function namesOf({ metadata }: Pod): { readonly namespace: string; readonly pod: string; readonly podUid: string } {
  return { namespace: metadata?.namespace ?? '', pod: metadata?.name ?? '', podUid: metadata?.uid ?? '' };
}

function assignment({ metadata }: Pod, node: string): string {
  return `Successfully assigned ${metadata?.namespace ?? ''}/${metadata?.name ?? ''} to ${node}`;
}

/** Of a cluster with more nodes than this only the chosen one is told of; the message has the numbers. */
const VERDICTS_MAX = 50;

/** A line a node. */
export type Verdicts = Extract<RecordBody, { readonly type: 'pod-scheduled' | 'pod-not-scheduled' }>['verdicts'];

export function verdictsOf({ failures, scores }: Selection): Verdicts {
  const told = failures.length > VERDICTS_MAX ? [] : failures;
  return [
    ...told.map(([node, { plugin, reasons }]) => ({ node, filteredBy: plugin, reason: reasons.join(', ') })),
    ...scores,
  ];
}
