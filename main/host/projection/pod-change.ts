// What a change of a Pod means to people, told by what of it is different.
import type { ContainerStatus, Node, Pod } from '../../engine/api/generated/types.ts';

export type PodChange =
  | { readonly what: 'marked-for-deletion'; readonly seconds: number }
  | { readonly what: 'bound'; readonly node: string }
  | { readonly what: 'phase'; readonly phase: string }
  | { readonly what: 'waiting'; readonly container: string; readonly reason: string; readonly message: string }
  | { readonly what: 'ready' | 'not-ready' };

/** Reasons that every container has at first: nothing is the matter. */
const USUAL: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

/** Undefined when nothing of it is worth a word. */
export function podChange(pod: Pod, previous: Pod): PodChange | undefined {
  if (pod.metadata?.deletionTimestamp !== undefined && previous.metadata?.deletionTimestamp === undefined) {
    return { what: 'marked-for-deletion', seconds: pod.metadata.deletionGracePeriodSeconds ?? 0 };
  }
  const node = pod.spec?.nodeName;
  if (node !== undefined && previous.spec?.nodeName === undefined) return { what: 'bound', node };
  const phase = pod.status?.phase ?? '';
  if (phase !== previous.status?.phase) return { what: 'phase', phase };
  return waitingChange(pod, previous) ?? readyChange(pod, previous);
}

/** Whether it has become ready, or is no longer. */
export function readyChange(now: Pod | Node, before: Pod | Node): PodChange | undefined {
  const ready = readiness(now);
  if (ready === undefined || ready === readiness(before)) return undefined;
  return { what: ready === 'True' ? 'ready' : 'not-ready' };
}

/** Whether it says of itself that it is ready. */
export function isReady(thing: Pod | Node): boolean {
  return readiness(thing) === 'True';
}

function waitingChange(pod: Pod, previous: Pod): PodChange | undefined {
  const before = statusesOf(previous);
  for (const { name, state } of statusesOf(pod)) {
    const { reason = '', message = '' } = state?.waiting ?? {};
    const was = before.find((status) => status.name === name)?.state?.waiting?.reason ?? '';
    if (reason !== '' && reason !== was && !USUAL.has(reason))
      return { what: 'waiting', container: name, reason, message };
  }
  return undefined;
}

function statusesOf({ status }: Pod): readonly ContainerStatus[] {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
}

function readiness({ status }: Pod | Node): string | undefined {
  const conditions: readonly { readonly type: string; readonly status: string }[] = status?.conditions ?? [];
  return conditions.find(({ type }) => type === 'Ready')?.status;
}
