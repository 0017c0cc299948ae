// Models pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go (v1.35): roles such as `admin` have the
// rules of all roles that their selectors find.
import type { ClusterRole, PolicyRule } from '../../api/generated/types.ts';
import { keyOf } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, unlessGone } from '../controller.ts';

const name = 'clusterrole-aggregation-controller';

export const clusterRoleAggregationController: ControllerDefinition = {
  name,
  component: name,
  watches: ['clusterroles'],
  create: (context) => ({
    // Whatever happens to a role may concern every role that gathers.
    watches: { clusterroles: () => rolesOf(context).filter(gathers).map(keyOf) },
    reconcile: (key) => aggregate(context, key),
    save: () => undefined,
  }),
};

const gathers = ({ aggregationRule }: ClusterRole): boolean => aggregationRule !== undefined;

/** By name. */
function rolesOf({ caches }: ControllerContext): readonly ClusterRole[] {
  return [...caches.of('clusterroles').all()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function aggregate(context: ControllerContext, key: string): Outcome {
  const role = rolesOf(context).find((one) => keyOf(one) === key);
  if (!role?.aggregationRule) return done;
  const rules = gatheredRules(role, rolesOf(context));
  if (jsonEqual(rules, role.rules ?? [])) return done;
  const updated = context.server.update('clusterroles', { ...role, rules }, { actor: name });
  return unlessGone(updated);
}

/** The rules of all that is selected, each once, in the order of selectors and names. */
function gatheredRules(role: ClusterRole, roles: readonly ClusterRole[]): readonly PolicyRule[] {
  const rules: PolicyRule[] = [];
  for (const selector of role.aggregationRule?.clusterRoleSelectors ?? []) {
    const selected = roles.filter(
      (one) => keyOf(one) !== keyOf(role) && matchesLabelSelector(selector, one.metadata?.labels),
    );
    for (const rule of selected.flatMap((one) => one.rules ?? [])) {
      if (!rules.some((known) => jsonEqual(known, rule))) rules.push(rule);
    }
  }
  return rules;
}
