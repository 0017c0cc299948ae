// Models pkg/apis/rbac/v1/evaluation_helpers.go and component-helpers' auth/rbac/validation (v1.35): what a rule allows, and
// what many rules allow together.
import type { PolicyRule } from '../generated/types.ts';
import type { Attributes } from './attributes.ts';

export function allows(rule: PolicyRule, asked: Attributes): boolean {
  if (!has(rule.verbs, asked.verb)) return false;
  if ('path' in asked) return coversPath(rule.nonResourceURLs ?? [], asked.path);
  const { resource, subresource, name, group } = asked;
  const names = rule.resourceNames ?? [];
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  return (
    has(rule.apiGroups, group) &&
    coversResource(rule.resources ?? [], full) &&
    (names.length === 0 || names.includes(name))
  );
}

/** What of `wanted` the rules of an owner do not cover, a verb of a resource at a time. */
export function missingRights(owned: readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly PolicyRule[] {
  return wanted.flatMap(brokenDown).filter((right) => !owned.some((rule) => covers(rule, right)));
}

function brokenDown({ apiGroups = [], resources = [], verbs, resourceNames = [], nonResourceURLs = [] }: PolicyRule) {
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb): PolicyRule[] => {
        const right = { apiGroups: [group], resources: [resource], verbs: [verb] };
        return resourceNames.length === 0
          ? [right]
          : resourceNames.map((name) => ({ ...right, resourceNames: [name] }));
      }),
    ),
  );
  const ofPaths = nonResourceURLs.flatMap((path) => verbs.map((verb) => ({ nonResourceURLs: [path], verbs: [verb] })));
  return [...ofResources, ...ofPaths];
}

function covers(rule: PolicyRule, right: PolicyRule): boolean {
  const names = rule.resourceNames ?? [];
  return (
    right.verbs.every((verb) => has(rule.verbs, verb)) &&
    (right.apiGroups ?? []).every((group) => has(rule.apiGroups, group)) &&
    (right.resources ?? []).every((resource) => coversResource(rule.resources ?? [], resource)) &&
    (right.nonResourceURLs ?? []).every((path) => coversPath(rule.nonResourceURLs ?? [], path)) &&
    (names.length === 0 ||
      (right.resourceNames?.length ? right.resourceNames.every((name) => names.includes(name)) : false))
  );
}

const has = (values: readonly string[] | undefined, value: string): boolean =>
  (values ?? []).some((one) => one === '*' || one === value);

/** `full` may have a subresource: `pods/log` is covered by `pods/log` and by all subresources of that name. */
function coversResource(resources: readonly string[], full: string): boolean {
  if (has(resources, full)) return true;
  const slash = full.indexOf('/');
  return slash >= 0 && resources.includes(`*${full.slice(slash)}`);
}

const coversPath = (patterns: readonly string[], path: string): boolean =>
  patterns.some(
    (pattern) =>
      pattern === '*' || pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1))),
  );

/** Rules that differ in their verbs only as one. */
export function compact(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const merged = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const { verbs, ...place } = rule;
    const key = JSON.stringify(place);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, verbs: [...new Set([...known.verbs, ...verbs])] } : rule);
  }
  return [...merged.values()];
}

/** A rule as messages print it: `{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}`. */
export function ruleText({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const parts: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['APIGroups', apiGroups],
    ['Resources', resources],
    ['NonResourceURLs', nonResourceURLs],
    ['ResourceNames', resourceNames],
    ['Verbs', verbs],
  ];
  const texts = parts.flatMap(([title, values]) => (values?.length ? [`${title}:${quotedList(values)}`] : []));
  return `{${texts.join(', ')}}`;
}

/** As Go prints a list of texts with %q. */
export const quotedList = (values: readonly string[]): string =>
  `[${values.map((value) => JSON.stringify(value)).join(' ')}]`;
