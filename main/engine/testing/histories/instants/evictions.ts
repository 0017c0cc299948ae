// No eviction is granted beyond what a disruption budget allows.
import type { EngineInput } from '../../../../../preload/contract/inputs.ts';
import type { Pod } from '../../../api/generated/types.ts';
import type { ApiServer } from '../../../api/server.ts';
import { type Fault, fault } from '../fault.ts';
import { isActive, isReady, isSelected } from '../pod-facts.ts';
import { nameOf } from '../world.ts';

/** What it would be if the server granted this input now: one fault a budget that allows no disruption. */
export function ifGranted(input: EngineInput | undefined, { store }: ApiServer): readonly Fault[] {
  if (input?.type !== 'request') return [];
  const { request } = input;
  if (request.verb !== 'create' || request.subresource !== 'eviction') return [];
  const pod = [...store.all('pods')].find((one) => nameOf(one) === `${request.namespace ?? ''}/${request.name ?? ''}`);
  if (!pod || !isGuarded(pod)) return [];
  return [...store.all('poddisruptionbudgets')]
    .filter(({ metadata }) => metadata?.namespace === request.namespace)
    .filter(({ spec }) => isSelected(pod, spec?.selector?.matchLabels))
    .filter(({ status }) => (status?.disruptionsAllowed ?? 0) === 0)
    .map((budget) => fault('eviction', `${nameOf(pod)} was evicted, and ${nameOf(budget)} allows none`));
}

/** Whether budgets count the Pod as one that serves. */
const isGuarded = (pod: Pod): boolean => isActive(pod) && pod.status?.phase === 'Running' && isReady(pod);
