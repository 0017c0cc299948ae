// Models RoleDescriber in staging/src/k8s.io/kubectl/pkg/describe/describe.go and BreakdownRule, CompactRules in
// staging/src/k8s.io/component-helpers/auth/rbac/validation (v1.35).
import type { PolicyRule, Role } from '../../api/generated/types.ts';
import { Description, describeMetadata } from '../description.ts';
import { compareText } from '../../api/order.ts';

/** A rule about one resource, or one path, and everything that may be done with it. */
interface PlainRule {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly verbs: string[];
}

/** Of Roles and ClusterRoles alike. */
export function describeRole(role: Role): string {
  const description = new Description();
  description.line(0, `Name:\t${role.metadata?.name ?? ''}`);
  describeMetadata(description, role);
  description.line(0, 'PolicyRule:');
  description.line(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
  description.line(1, '---------\t-----------------\t--------------\t-----');
  for (const row of ruleRows(role.rules ?? [])) description.line(1, row.join('\t'));
  return description.toString();
}

/** Resource, paths, names and verbs of each rule, one resource a rule. */
export function ruleRows(rules: readonly PolicyRule[]): string[][] {
  return plainRules(rules).map((rule) => [resourceText(rule), ...[rule.paths, rule.names, rule.verbs].map(goList)]);
}

const goList = (items: readonly string[]): string => `[${items.join(' ')}]`;

/** One rule a resource and name, verbs gathered, in the order of their texts. */
function plainRules(rules: readonly PolicyRule[]): PlainRule[] {
  const byResource = new Map<string, PlainRule>();
  const plain: PlainRule[] = [];
  for (const rule of rules.flatMap(breakDown)) {
    const key = JSON.stringify([rule.groups, rule.resources, rule.names]);
    const same = rule.paths.length === 0 ? byResource.get(key) : undefined;
    if (same) same.verbs.push(...rule.verbs);
    else plain.push(rule);
    if (rule.paths.length === 0 && !same) byResource.set(key, rule);
  }
  const sorted = plain.map((rule) => ({ rule, text: sortText(rule) }));
  sorted.sort((a, b) => compareText(a.text, b.text));
  return sorted.map(({ rule }) => rule);
}

function breakDown(rule: PolicyRule): PlainRule[] {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs } = rule;
  const names = resourceNames.length === 0 ? [[]] : resourceNames.map((name) => [name]);
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((list) => ({ groups: [group], resources: [resource], names: list, paths: [], verbs: [verb] })),
      ),
    ),
  );
  const ofPaths = nonResourceURLs.flatMap((path) =>
    verbs.map((verb) => ({ groups: [], resources: [], names: [], paths: [path], verbs: [verb] })),
  );
  return [...ofResources, ...ofPaths];
}

/** The rule as Go prints the struct, by which rules are sorted. */
function sortText({ verbs, groups, resources, names, paths }: PlainRule): string {
  const [first, second, third] = [goList(verbs), goList(groups), goList(resources)];
  return `{Verbs:${first},APIGroups:${second},Resources:${third},ResourceNames:${goList(names)},NonResourceURLs:${goList(paths)},}`;
}

/** `deployments.apps/scale` */
function resourceText({ resources, groups }: PlainRule): string {
  const [resource = '', subresource] = (resources[0] ?? '').split(/\/(.*)/s);
  const group = groups[0] ? `.${groups[0]}` : '';
  return resource === '' ? '' : `${resource}${group}${subresource === undefined ? '' : `/${subresource}`}`;
}
