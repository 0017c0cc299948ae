// Models ReconcileRoleOptions and Covers (component-helpers/auth/rbac, v1.35): which permissions one list of rules has and
// another lacks.
import type { PolicyRule, Role } from '../../../engine/api/generated/types.ts';
import type { Reconciled } from './reconciled.ts';

/** The Role with all permissions of `wanted`; others go only with `removes`. */
export function reconcileRules(existing: Role | undefined, wanted: Role, removes: boolean): Reconciled<Role> {
  const rules = wanted.rules ?? [];
  if (!existing) return { object: wanted, isChanged: true, lines: listed('missing rules added:', rules) };
  const missing = uncovered(existing.rules ?? [], rules);
  const extra = uncovered(rules, existing.rules ?? []);
  const metadata = withMissing(existing, wanted);
  const next = removes && missing.length + extra.length > 0 ? rules : [...(existing.rules ?? []), ...missing];
  const isChanged = missing.length > 0 || (removes && extra.length > 0) || metadata !== existing.metadata;
  return {
    object: { ...existing, metadata, rules: next },
    isChanged,
    lines: [...listed('missing rules added:', missing), ...(removes ? listed('extra rules removed:', extra) : [])],
  };
}

const listed = (title: string, rules: readonly PolicyRule[]): readonly string[] =>
  rules.length === 0 ? [] : [title, ...rules.map((rule) => `\t${ruleText(rule)}`)];

/** Labels and annotations that are wanted and not there are added. */
function withMissing({ metadata }: Role, { metadata: wanted }: Role): Role['metadata'] {
  const [labels, annotations] = (['labels', 'annotations'] as const).map((key) => {
    const lacking = Object.entries(wanted?.[key] ?? {}).some(([name, value]) => metadata?.[key]?.[name] !== value);
    return lacking ? { [key]: { ...metadata?.[key], ...wanted?.[key] } } : undefined;
  });
  return labels || annotations ? { ...metadata, ...labels, ...annotations } : metadata;
}

/** What of `asked`, one verb and one resource a rule, no rule of `owned` allows. */
function uncovered(owned: readonly PolicyRule[], asked: readonly PolicyRule[]): readonly PolicyRule[] {
  return asked.flatMap(breakDown).filter((rule) => !owned.some((one) => covers(one, rule)));
}

function breakDown({ verbs, apiGroups = [], resources = [], resourceNames, nonResourceURLs = [] }: PolicyRule) {
  const names = resourceNames && resourceNames.length > 0 ? resourceNames.map((name) => [name]) : [undefined];
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((name): PolicyRule => ({
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          ...(name && { resourceNames: name }),
        })),
      ),
    ),
  );
  const ofPaths = nonResourceURLs.flatMap((path) =>
    verbs.map((verb): PolicyRule => ({ verbs: [verb], nonResourceURLs: [path] })),
  );
  return [...ofResources, ...ofPaths];
}

function covers(owner: PolicyRule, rule: PolicyRule): boolean {
  const has = (owned: readonly string[] = [], asked: readonly string[] = []) =>
    owned.includes('*') || asked.every((one) => owned.includes(one));
  const names = owner.resourceNames ?? [];
  const asked = rule.resourceNames ?? [];
  const namesCovered = names.length === 0 || (asked.length > 0 && asked.every((name) => names.includes(name)));
  return (
    has(owner.verbs, rule.verbs) &&
    has(owner.apiGroups, rule.apiGroups) &&
    has(owner.resources, rule.resources) &&
    has(owner.nonResourceURLs, rule.nonResourceURLs) &&
    namesCovered
  );
}

/** A rule as Go prints the struct. */
function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const list = (items: readonly string[] = []) => `[${items.join(' ')}]`;
  return `{Verbs:${list(verbs)} APIGroups:${list(apiGroups)} Resources:${list(resources)} ResourceNames:${list(resourceNames)} NonResourceURLs:${list(nonResourceURLs)}}`;
}
