// Models PodDisruptionBudgetDescriber in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { PodDisruptionBudget } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents, describeName } from '../description.ts';
import { formatSelector } from '../label-text.ts';

export function describePodDisruptionBudget(budget: PodDisruptionBudget, context: PrintContext): string {
  const { minAvailable, maxUnavailable, selector } = budget.spec ?? {};
  const { status } = budget;
  const description = new Description();
  describeName(description, budget);
  if (minAvailable !== undefined) description.line(0, `Min available:\t${minAvailable}`);
  else if (maxUnavailable !== undefined) description.line(0, `Max unavailable:\t${maxUnavailable}`);
  description.line(0, `Selector:\t${selector ? formatSelector(selector) : '<unset>'}`);
  description.line(0, 'Status:');
  description.line(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}`);
  description.line(2, `Current:\t${status?.currentHealthy ?? 0}`);
  description.line(2, `Desired:\t${status?.desiredHealthy ?? 0}`);
  description.line(2, `Total:\t${status?.expectedPods ?? 0}`);
  describeEvents(description, budget, context);
  return description.toString();
}
