// Models generateResourcePolicyRules of staging/src/k8s.io/kubectl/pkg/cmd/create/create_role.go (v1.35).
import type { CommandContext, FlagSpec } from '../command.ts';
import { CommandFailed, PlainError } from '../errors/errors.ts';
import { findResource } from '../resources/mapper.ts';

export const ruleFlags: readonly FlagSpec[] = [
  { name: 'verb', type: 'strings' },
  { name: 'resource', type: 'strings' },
  { name: 'resource-name', type: 'array' },
];

export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

const standardVerbs = new Set([
  ...['*', 'get', 'delete', 'list', 'create', 'update', 'patch', 'watch', 'proxy', 'deletecollection'],
  ...['use', 'bind', 'escalate', 'impersonate'],
]);

const rbacRoles = ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io'];

/** Verbs that only some resources know, by `resource.group`. */
const specialVerbs: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: rbacRoles,
  escalate: rbacRoles,
  impersonate: ['users', 'serviceaccounts', 'groups', 'userextras.authentication.k8s.io'],
};

/** The verbs that are asked for, each once; `*` stands for all. */
export function verbsOf({ flags }: CommandContext): readonly string[] {
  const verbs = new Set(flags.list('verb'));
  return verbs.has('*') ? ['*'] : [...verbs];
}

/** A resource as `--resource` names it: `deployments.apps/scale`. */
interface NamedResource {
  readonly resource: string;
  readonly group: string;
  readonly subresource: string;
  /** Whether the API serves it. */
  readonly isServed: boolean;
}

/** The rules for `--resource`, a rule for each API group. Throws for resources that are not served. */
export function resourceRules(context: CommandContext, verbs: readonly string[]): readonly PolicyRule[] {
  warnOfVerbs(context, verbs);
  const resources = namedResources(context);
  validate(resources, verbs);
  const names = [...new Set(context.flags.list('resource-name'))];
  const groups = [...new Set(resources.map(({ group }) => group))].sort();
  return groups.map((group) => ({
    apiGroups: [group],
    ...(names.length > 0 && { resourceNames: names }),
    resources: [...new Set(resources.filter((one) => one.group === group).map(titleOf))],
    verbs,
  }));
}

const titleOf = ({ resource, subresource }: NamedResource): string =>
  subresource === '' ? resource : `${resource}/${subresource}`;

function warnOfVerbs({ err }: CommandContext, verbs: readonly string[]): void {
  for (const verb of verbs) if (!standardVerbs.has(verb)) err(`Warning: '${verb}' is not a standard resource verb\n`);
}

function namedResources({ client, flags }: CommandContext): readonly NamedResource[] {
  const texts = flags.list('resource');
  const asked = texts.includes('*') ? ['*'] : texts;
  return asked.map((text) => {
    const [, whole = '', subresource = ''] = /^([^/]*)(?:\/(.*))?$/s.exec(text) ?? [];
    const [resource = '', ...group] = whole.split('.');
    const served = resource === '*' ? undefined : findResource(client, whole);
    if (served) return { resource: served.resource, group: served.group, subresource, isServed: true };
    return { resource, group: group.join('.'), subresource, isServed: false };
  });
}

function validate(resources: readonly NamedResource[], verbs: readonly string[]): void {
  for (const { resource, group, isServed } of resources) {
    if (resource === '') throw new PlainError('resource must be specified if apiGroup/subresource specified');
    if (resource === '*') return;
    const special = verbs.flatMap((verb) => (specialVerbs[verb] ? [{ verb, known: specialVerbs[verb] }] : []));
    const title = group === '' ? resource : `${resource}.${group}`;
    const refused = special.find(({ known }) => !known.includes(title));
    if (refused) throw new PlainError(`can not perform '${refused.verb}' on '${resource}' in group '${group}'`);
    if (!isServed && special.length === 0) throw notServed(resource, group);
  }
}

function notServed(resource: string, group: string): CommandFailed {
  const where = group === '' ? '' : ` in group ${JSON.stringify(group)}`;
  return new CommandFailed(`the server doesn't have a resource type ${JSON.stringify(resource)}${where}`);
}
