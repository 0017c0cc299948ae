// Models staging/src/k8s.io/kubectl/pkg/cmd/create/{create_role,create_clusterrole}.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { generatorCommand, metadataIn } from './generator.ts';
import { type PolicyRule, resourceRules, ruleFlags, verbsOf } from './rules.ts';

export const createRoleCommand = generatorCommand({
  name: 'role',
  short: 'Create a role with single rule',
  usage:
    'create role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  flags: ruleFlags,
  failure: undefined,
  make: (context, name) => {
    const verbs = verbsOf(context);
    if (verbs.length === 0) throw new PlainError('at least one verb must be specified');
    if (context.flags.list('resource').length === 0) throw new PlainError('at least one resource must be specified');
    const role = { metadata: metadataIn(context, { name }), rules: resourceRules(context, verbs) };
    return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', ...role };
  },
});

export const createClusterRoleCommand = generatorCommand({
  name: 'clusterrole',
  short: 'Create a cluster role',
  usage:
    'create clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  flags: [...ruleFlags, { name: 'non-resource-url', type: 'strings' }, { name: 'aggregation-rule', type: 'strings' }],
  failure: undefined,
  make: (context, name) => clusterRole(context, name),
});

function clusterRole(context: CommandContext, name: string): KubeObject {
  const { flags } = context;
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name } };
  const labels = flags.list('aggregation-rule').map(splitPair);
  if (labels.length === 0) return { ...role, ...{ rules: clusterRules(context) } };
  const others = ['non-resource-url', 'verb', 'resource', 'resource-name'];
  if (others.some((other) => flags.given(other))) {
    throw new PlainError(
      'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
    );
  }
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: Object.fromEntries(labels) }] };
  return { ...role, ...{ aggregationRule, rules: null } };
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) throw new PlainError(`malformed pair, expect string=string`);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function clusterRules(context: CommandContext): readonly PolicyRule[] {
  const verbs = verbsOf(context);
  if (verbs.length === 0) throw new PlainError('at least one verb must be specified');
  const hasResources = context.flags.list('resource').length > 0;
  const urls = [...new Set(context.flags.list('non-resource-url'))];
  if (!hasResources && urls.length === 0) {
    throw new PlainError('one of resource or nonResourceURL must be specified');
  }
  const rules = hasResources ? resourceRules(context, verbs) : [];
  if (urls.length === 0) return rules;
  validateUrls(urls, verbs);
  return [...rules, { nonResourceURLs: urls, verbs }];
}

const urlVerbs = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

function validateUrls(urls: readonly string[], verbs: readonly string[]): void {
  const wrong = verbs.find((verb) => !urlVerbs.includes(verb));
  if (wrong !== undefined) throw new PlainError(`invalid verb: '${wrong}' for nonResourceURL`);
  for (const url of urls.filter((one) => one !== '*')) {
    if (!url.startsWith('/')) throw new PlainError('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*')) {
      throw new PlainError("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
}
