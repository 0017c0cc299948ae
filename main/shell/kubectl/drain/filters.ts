// Models staging/src/k8s.io/kubectl/pkg/drain/filters.go (v1.35): which Pods of a Node may go.
import type * as k from '../../../engine/api/generated/types.ts';
import { SECOND, fromTimestamp } from '../../../engine/kernel/time.ts';
import { askObject } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { asFailure, isNotFound, PlainError } from '../errors/errors.ts';

/** What is to become of a Pod: it goes or stays, with a warning or because of a fault. */
export interface Verdict {
  readonly pod: k.Pod;
  readonly goes: boolean;
  readonly warning?: string;
  readonly fault?: string;
}

type Ruling = Omit<Verdict, 'pod'>;

const FREE: Ruling = { goes: true };
const MIRROR = 'kubernetes.io/config.mirror';

/** The verdict on a Pod; of several warnings the last one stays. */
export async function judge(context: CommandContext, pod: k.Pod): Promise<Verdict> {
  let ruling = FREE;
  for (const rule of [deletedLongAgo, ofDaemonSet, mirrored, withLocalStorage, unmanaged]) {
    ruling = await rule(context, pod);
    if (!ruling.goes) break;
  }
  return { pod, ...ruling };
}

/** Whether its deletion began longer ago than `--skip-wait-for-delete-timeout` says. */
export function isSkipped({ flags, client }: CommandContext, { metadata }: k.Pod): boolean {
  const seconds = flags.int('skip-wait-for-delete-timeout');
  const deleted = fromTimestamp(metadata?.deletionTimestamp ?? '');
  return seconds > 0 && deleted !== undefined && Math.trunc((client.now - deleted) / SECOND) > seconds;
}

function deletedLongAgo(context: CommandContext, pod: k.Pod): Ruling {
  return isSkipped(context, pod) ? { goes: false } : FREE;
}

const isFinished = ({ status }: k.Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

async function ofDaemonSet(context: CommandContext, pod: k.Pod): Promise<Ruling> {
  const controller = controllerOf(pod);
  if (controller?.kind !== 'DaemonSet' || controller.apiVersion !== 'apps/v1' || isFinished(pod)) return FREE;
  const fault = await missing(context, pod.metadata?.namespace ?? '', controller.name);
  if (fault) {
    const isForced = isNotFound(fault) && context.flags.bool('force');
    return isForced ? { goes: true, warning: fault.message } : { goes: false, fault: fault.message };
  }
  if (context.flags.bool('ignore-daemonsets')) return { goes: false, warning: 'ignoring DaemonSet-managed Pods' };
  return { goes: false, fault: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
}

async function missing(context: CommandContext, namespace: string, name: string): Promise<Error | undefined> {
  try {
    await askObject(context, { verb: 'get', resource: 'daemonsets', namespace, name });
    return undefined;
  } catch (caught) {
    return asFailure(caught);
  }
}

function mirrored(_: CommandContext, { metadata }: k.Pod): Ruling {
  return metadata?.annotations?.[MIRROR] === undefined ? FREE : { goes: false };
}

function withLocalStorage({ flags }: CommandContext, pod: k.Pod): Ruling {
  const isLocal = pod.spec?.volumes?.some(({ emptyDir }) => emptyDir !== undefined) ?? false;
  if (!isLocal || isFinished(pod)) return FREE;
  if (flags.bool('delete-emptydir-data')) return { goes: true, warning: 'deleting Pods with local storage' };
  return { goes: false, fault: 'Pods with local storage (use --delete-emptydir-data to override)' };
}

function unmanaged({ flags }: CommandContext, pod: k.Pod): Ruling {
  if (isFinished(pod) || controllerOf(pod)) return FREE;
  if (flags.bool('force')) return { goes: true, warning: 'deleting Pods that declare no controller' };
  return { goes: false, fault: 'cannot delete Pods that declare no controller (use --force to override)' };
}

function controllerOf({ metadata }: k.Pod): k.OwnerReference | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller);
}

/** `ignoring DaemonSet-managed Pods: a/one, a/two; …`; empty when there is nothing to be warned of. */
export function warningsOf(verdicts: readonly Verdict[]): string {
  return grouped(verdicts, ({ warning }) => warning).join('; ');
}

/** Why Pods cannot go, a failure for each reason. */
export function faultsOf(verdicts: readonly Verdict[]): readonly Error[] {
  return grouped(verdicts, ({ fault }) => fault).map((text) => new PlainError(`cannot delete ${text}`));
}

function grouped(verdicts: readonly Verdict[], reasonOf: (verdict: Verdict) => string | undefined): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const verdict of verdicts) {
    const reason = reasonOf(verdict);
    if (reason === undefined) continue;
    const { namespace = '', name = '' } = verdict.pod.metadata ?? {};
    groups.set(reason, [...(groups.get(reason) ?? []), `${namespace}/${name}`]);
  }
  return [...groups].map(([reason, pods]) => `${reason}: ${pods.join(', ')}`);
}
