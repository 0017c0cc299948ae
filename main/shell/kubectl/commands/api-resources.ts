// Models staging/src/k8s.io/kubectl/pkg/cmd/apiresources (v1.35): `api-resources` and `api-versions`.
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, usageError } from '../errors/errors.ts';
import { toKyaml } from '../../printing/kyaml.ts';
import { toYaml } from '../../printing/yaml.ts';
import { apiResourceList } from '../printers/api-resource-list.ts';
import { jsonAsIs } from '../printers/json-text.ts';
import { TAB_STOPS } from '../printers/tab-stops.ts';
import { groupVersionOf, qualifiedResource, servedResources, servedVersions } from '../resources/mapper.ts';

export const apiResourcesCommand: Command = {
  name: 'api-resources',
  short: 'Print the supported API resources on the server',
  usage: 'api-resources [flags]',
  flags: [
    { name: 'api-group', type: 'string' },
    { name: 'cached', type: 'boolean' },
    { name: 'categories', type: 'strings' },
    {
      name: 'namespaced',
      type: 'boolean',
      default: true,
    },
    { name: 'no-headers', type: 'boolean' },
    { name: 'output', shorthand: 'o', type: 'string' },
    { name: 'show-managed-fields', type: 'boolean' },
    { name: 'sort-by', type: 'string' },
    { name: 'verbs', type: 'strings' },
  ],
  run: (context) => Promise.resolve(printResources(context)),
};

export const apiVersionsCommand: Command = {
  name: 'api-versions',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  usage: 'api-versions',
  flags: [],
  run: ({ args, client, out }) => {
    if (args.length > 0) throw usageError('api-versions', `unexpected arguments: [${args.join(' ')}]`);
    const versions = new Set(servedVersions(client).map(groupVersionOf));
    out(`${[...versions].sort().join('\n')}\n`);
    return Promise.resolve(0);
  },
};

function printResources(context: CommandContext): number {
  const { args, flags, out } = context;
  if (args.length > 0) throw usageError('api-resources', `unexpected arguments: [${args.join(' ')}]`);
  const output = flags.text('output');
  const printer = PRINTERS[output];
  if (!printer) {
    throw new PlainError(
      `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: json,kyaml,name,wide,yaml`,
    );
  }
  const resources = sorted(context, servedResources(context.client).filter(filterOf(context)));
  out(printer(resources, flags.bool('no-headers')));
  return 0;
}

type Printer = (resources: readonly DiscoveredResource[], noHeaders: boolean) => string;

const PRINTERS: Readonly<Record<string, Printer>> = {
  '': (resources, noHeaders) => tableOf(resources, false, noHeaders),
  wide: (resources, noHeaders) => tableOf(resources, true, noHeaders),
  name: (resources) => resources.map((resource) => `${qualifiedResource(resource)}\n`).join(''),
  json: (resources) => `${jsonAsIs(apiResourceList(resources), '    ')}\n`,
  yaml: (resources) => toYaml(apiResourceList(resources)),
  kyaml: (resources) => toKyaml(apiResourceList(resources)),
};

function filterOf({ flags }: CommandContext): (resource: DiscoveredResource) => boolean {
  const [verbs, categories] = [flags.list('verbs'), flags.list('categories')];
  return (resource) =>
    (!flags.given('api-group') || resource.group === flags.text('api-group')) &&
    (!flags.given('namespaced') || resource.namespaced === flags.bool('namespaced')) &&
    verbs.every((verb) => resource.verbs.includes(verb)) &&
    categories.every((category) => resource.categories.includes(category));
}

function sorted({ flags }: CommandContext, resources: readonly DiscoveredResource[]): readonly DiscoveredResource[] {
  const field = flags.text('sort-by');
  if (field === '') return resources;
  if (field !== 'name' && field !== 'kind') throw new PlainError('--sort-by accepts only name or kind');
  const key = (one: DiscoveredResource) => (field === 'name' ? one.resource : one.kind);
  return [...resources].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function tableOf(resources: readonly DiscoveredResource[], wide: boolean, noHeaders: boolean): string {
  const headers = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
  const rows = resources.map((one) => [
    one.resource,
    one.shortNames.join(','),
    groupVersionOf(one),
    String(one.namespaced),
    one.kind,
    ...(wide ? [one.verbs.join(','), one.categories.join(',')] : []),
  ]);
  return alignAtTabStops(noHeaders ? rows : [headers, ...rows], TAB_STOPS)
    .map((line) => `${line}\n`)
    .join('');
}
