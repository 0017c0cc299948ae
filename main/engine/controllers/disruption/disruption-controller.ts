// Models pkg/controller/disruption/disruption.go (v1.35): counts the healthy Pods of each PodDisruptionBudget, which says
// how many of them may be evicted.
import { eventTarget } from '../../api/event-recorder.ts';
import type { PodDisruptionBudget } from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import type { Change } from '../../api/store.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { MINUTE, fromTimestamp } from '../../kernel/time.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, unlessGone } from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { selectorInGo } from '../selector-in-go.ts';
import { budgetStatus, failedStatus, untilRecheckUs } from './budget-status.ts';
import { expectedOf } from './expected-pods.ts';

type Budget = PodDisruptionBudget;
type Pod = KindMap['pods'];

const name = 'disruption-controller';
/** Before the keys of Pods that were to be disrupted and may have been forgotten. */
const STALE = 'stale ';
const STALE_AFTER_US = 2 * MINUTE;
const UNMANAGED =
  'were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in ' +
  'undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.';

export const disruptionController: ControllerDefinition = {
  name,
  component: 'controllermanager',
  watches: ['poddisruptionbudgets', 'pods'],
  create: (context) => ({
    watches: {
      poddisruptionbudgets: ({ type, object }) => (type === 'deleted' ? [] : [keyOf(object)]),
      pods: (change) => podChanged(context, change),
    },
    reconcile: (key) => (key.startsWith(STALE) ? clearStale(context, key.slice(STALE.length)) : count(context, key)),
    save: () => undefined,
  }),
};

/** The budgets that a Pod counts for, now or before. */
function podChanged(context: ControllerContext, { object, previous }: Change<Pod>): readonly string[] {
  const waitUs = untilStaleUs(context, object);
  if (waitUs !== undefined) context.requeue(STALE + keyOf(object), waitUs);
  const budgets = [...context.caches.of('poddisruptionbudgets').all()].sort(byKey);
  const covering = budgets.filter((budget) => covers(budget, object));
  if (covering.length > 1) warnOfSeveral(context, object, covering);
  const before = previous ? budgets.filter((budget) => covers(budget, previous)) : [];
  return [...new Set([...covering, ...before].map(keyOf))];
}

/** Nobody can evict a Pod of several budgets. */
function warnOfSeveral({ events }: ControllerContext, pod: Pod, [first]: readonly Budget[]): void {
  const { namespace = '', name: own = '' } = pod.metadata ?? {};
  const chosen = `Chose "${first?.metadata?.name ?? ''}" arbitrarily.`;
  const message = `Pod "${namespace}"/"${own}" matches multiple PodDisruptionBudgets.  ${chosen}`;
  events.send(eventTarget(pod), 'Warning', 'MultiplePodDisruptionBudgets', message);
}

const covers = ({ metadata, spec }: Budget, pod: Pod): boolean =>
  metadata?.namespace === pod.metadata?.namespace && matchesLabelSelector(spec?.selector, pod.metadata?.labels);

function count(context: ControllerContext, key: string): Outcome {
  const { caches, server, kernel, events, requeue } = context;
  const budget = caches.of('poddisruptionbudgets').byKey(key);
  if (!budget) return done;
  const pods = [...caches.of('pods').all()].filter((pod) => covers(budget, pod)).sort(byKey);
  if (pods.length === 0) events.send(eventTarget(budget), 'Normal', 'NoPods', 'No matching pods found');
  const expected = expectedOf(server, budget, pods);
  if (typeof expected === 'string') return fail(context, budget, expected);
  if (expected.hasUnmanaged) {
    const selector = selectorInGo(budget.spec?.selector);
    const message = `Pods selected by this PodDisruptionBudget (selector: ${selector}) ${UNMANAGED}`;
    events.send(eventTarget(budget), 'Warning', 'UnmanagedPods', message);
  }
  const status = budgetStatus(budget, expected, pods, kernel.now);
  const recheckUs = untilRecheckUs(status, kernel.now);
  if (recheckUs !== undefined) requeue(key, recheckUs);
  return write(context, budget, status);
}

function fail(context: ControllerContext, budget: Budget, why: string): Outcome {
  const message = `Failed to calculate the number of expected pods: ${why}`;
  context.events.send(eventTarget(budget), 'Warning', 'CalculateExpectedPodCountFailed', message);
  return write(context, budget, failedStatus(budget, why, context.kernel.now));
}

function write({ server }: ControllerContext, budget: Budget, status: Budget['status']): Outcome {
  if (jsonEqual(status, budget.status)) return done;
  const updated = server.update('poddisruptionbudgets', { ...budget, status }, { actor: name, subresource: 'status' });
  return unlessGone(updated);
}

/** A Pod that was to be evicted and is not being deleted after a while will not be. */
function clearStale(context: ControllerContext, key: string): Outcome {
  const { server, caches } = context;
  const pod = caches.of('pods').byKey(key);
  const waitUs = pod && untilStaleUs(context, pod);
  if (!pod || waitUs === undefined) return done;
  if (waitUs > 0) return { type: 'again', afterUs: waitUs };
  const conditions = (pod.status?.conditions ?? []).map((condition) =>
    condition.type === 'DisruptionTarget' ? { ...condition, status: 'False' } : condition,
  );
  const calmed = { ...pod, status: { ...pod.status, conditions } };
  const updated = server.update('pods', calmed, { actor: name, subresource: 'status' });
  return unlessGone(updated);
}

/** How long until the word of a Pod's disruption is stale; undefined when there is none or it has come true. */
function untilStaleUs({ kernel }: ControllerContext, pod: Pod): number | undefined {
  if (pod.metadata?.deletionTimestamp !== undefined || isPodFinished(pod)) return undefined;
  const condition = pod.status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
  if (condition?.status !== 'True' || condition.reason === 'TerminationByKubelet') return undefined;
  const since = fromTimestamp(condition.lastTransitionTime ?? '') ?? kernel.now;
  return Math.max(0, since + STALE_AFTER_US - kernel.now);
}
