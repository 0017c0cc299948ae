// Models pkg/registry/core/pod/storage/eviction.go (v1.35): a deletion that asks the disruption budgets first.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { toTimestamp } from '../kernel/time.ts';
import type { Call } from './body.ts';
import type { Eviction, Pod, PodDisruptionBudget } from './generated/types.ts';
import { matchesLabelSelector } from './selectors.ts';
import type { ApiResult } from './server.ts';
import { failed, forbidden, internalError, tooManyRequests } from './status.ts';

const VIOLATION = "Cannot evict pod as it would violate the pod's disruption budget.";
const DISRUPTED_MAX = 2000;
const RETRY_SECONDS = 10;

/** Evicts a Pod; 429 while its budget does not allow it. */
export function evict(call: Call, name: string, eviction: Eviction, dryRun = false): ApiResult<KubeObject> {
  const { server, actor, namespace } = call;
  const found = server.get('pods', namespace, name);
  if (!found.ok) return found;
  const pod = found.object;
  const asked = isUnguarded(pod) ? undefined : askBudgets(call, pod, dryRun);
  if (asked && !asked.ok) return asked;
  const { gracePeriodSeconds, propagationPolicy, preconditions } = eviction.deleteOptions ?? {};
  if (gracePeriodSeconds !== 0 && !dryRun) markTarget(call, pod);
  const policy = (['Background', 'Foreground', 'Orphan'] as const).find((each) => each === propagationPolicy);
  const uid = preconditions?.uid;
  return server.delete('pods', namespace, name, { actor, dryRun, gracePeriodSeconds, propagationPolicy: policy, uid });
}

/** Pods that do not count as running are deleted without asking. */
function isUnguarded({ metadata, status }: Pod): boolean {
  return metadata?.deletionTimestamp !== undefined || ['Succeeded', 'Failed', 'Pending'].includes(status?.phase ?? '');
}

function askBudgets(call: Call, pod: Pod, dryRun: boolean): ApiResult<KubeObject> | undefined {
  const budgets = [...call.server.store.all('poddisruptionbudgets')].filter(
    ({ metadata, spec }) =>
      metadata?.namespace === call.namespace && matchesLabelSelector(spec?.selector, pod.metadata?.labels),
  );
  const [budget, second] = budgets;
  if (!budget) return undefined;
  if (second) {
    const why = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    return failed(internalError(why));
  }
  return ignoresUnready(budget, pod) ? undefined : spend(call, budget, pod, dryRun);
}

/** Whether a Pod that is not ready may go, whatever the budget says. */
function ignoresUnready({ spec, status }: PodDisruptionBudget, pod: Pod): boolean {
  if (pod.status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True')) return false;
  const { currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  return spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow' || (desiredHealthy > 0 && currentHealthy >= desiredHealthy);
}

function spend(call: Call, budget: PodDisruptionBudget, pod: Pod, dryRun: boolean): ApiResult<KubeObject> {
  const { server, actor } = call;
  const budgetName = budget.metadata?.name ?? '';
  const { status } = budget;
  const refuse = (why: string) => failed(forbidden(server.kinds.poddisruptionbudgets, budgetName, why));
  if ((status?.observedGeneration ?? 0) < (budget.metadata?.generation ?? 0)) {
    const why = `The disruption budget ${budgetName} is still being processed by the server.`;
    return failed(tooManyRequests(VIOLATION, RETRY_SECONDS, why));
  }
  const { disruptionsAllowed = 0, disruptedPods = {} } = status ?? {};
  if (disruptionsAllowed < 0) return refuse('pdb disruptions allowed is negative');
  if (Object.keys(disruptedPods).length > DISRUPTED_MAX)
    return refuse('DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  if (disruptionsAllowed === 0) {
    return failed(tooManyRequests(VIOLATION, 0, `The disruption budget ${budgetName} ${whyNone(budget)}`));
  }
  const spent = {
    ...status,
    disruptionsAllowed: disruptionsAllowed - 1,
    disruptedPods: { ...disruptedPods, [pod.metadata?.name ?? '']: toTimestamp(server.now) },
  } as PodDisruptionBudget['status'];
  return server.update('poddisruptionbudgets', { ...budget, status: spent }, { actor, subresource: 'status', dryRun });
}

/** Why a budget lets nobody go. Its numbers mean nothing when it could not be judged. */
function whyNone({ status }: PodDisruptionBudget): string {
  const { desiredHealthy = 0, currentHealthy = 0, conditions = [] } = status ?? {};
  const refusal = conditions.find(
    ({ type, status: value, message }) => type === 'DisruptionAllowed' && value === 'False' && message !== '',
  );
  const denial = 'does not allow evicting pods currently';
  if (refusal?.reason === 'SyncFailed') return `${denial} because it failed sync: ${refusal.message}`;
  if (currentHealthy <= desiredHealthy) {
    return `needs ${String(desiredHealthy)} healthy pods and has ${String(currentHealthy)} currently`;
  }
  return refusal ? `${denial} (${refusal.reason}): ${refusal.message}` : denial;
}

function markTarget({ server, actor }: Call, pod: Pod): void {
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastTransitionTime: toTimestamp(server.now),
  };
  const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type);
  const status = { ...pod.status, conditions: [...conditions, condition] };
  server.update('pods', { ...pod, status }, { actor, subresource: 'status' });
}
