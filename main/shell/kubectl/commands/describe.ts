// Models staging/src/k8s.io/kubectl/pkg/cmd/describe/describe.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { KindDefinition, PrintContext } from '../../../engine/api/resources.ts';
import { describeGenerically } from '../../../engine/kinds/generic-description.ts';
import { kinds } from '../../../engine/kinds/registry.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, asFailure, isNotFound, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf, selectorFlag } from '../flags/selection-flags.ts';
import type { Selection } from '../resources/selection.ts';
import { type Item, getItem, sortVisits, visit } from '../resources/visit.ts';

export const describeCommand: Command = {
  name: 'describe',
  short: 'Show details of a specific resource or group of resources',
  usage: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  flags: [
    ...filenameFlags,
    selectorFlag,
    { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
    { name: 'chunk-size', type: 'int', default: 500 },
    { name: 'show-events', type: 'boolean', default: true },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags, out, err } = context;
  if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
    throw new PlainError(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  const selection = { ...selectionOf(context, args), typeAlone: true };
  const { items, errors, byPrefix = false } = await itemsOf(context, selection);
  const texts = items.flatMap(({ resource, object }) => (object ? [describe(context, resource, object)] : []));
  out(byPrefix ? texts.map((text) => `${text}\n`).join('') : texts.join('\n\n'));
  throwAll(errors);
  if (items.length === 0) {
    const everywhere = flags.bool('all-namespaces');
    err(everywhere ? 'No resources found\n' : `No resources found in ${context.namespace} namespace.\n`);
  }
  return 0;
}

interface Found {
  readonly items: readonly Item[];
  readonly errors: readonly Error[];
  /** Of names that begin so. */
  readonly byPrefix?: boolean;
}

/** What is asked for; a single name that nothing has is taken for the beginning of names. */
async function itemsOf(context: CommandContext, selection: Selection): Promise<Found> {
  if (selection.args.length === 0) return await itemsOfFiles(context, selection);
  const found = sortVisits((await visit(context, selection, { latest: true })).visits);
  const [error, ...otherErrors] = found.errors;
  if (selection.args.length !== 2 || otherErrors.length > 0 || !isNotFound(error)) return found;
  const [type = '', prefix = ''] = selection.args;
  // Two objects, of which one is missing: the other's name is then the beginning that nothing has.
  if (type.includes('/')) return { items: [], errors: [error] };
  if (type.includes(',')) throw new PlainError('you may only specify a single resource type');
  const all = await visit(context, { ...selection, args: [type] }, { latest: true });
  const items = sortVisits(all.visits).items.filter(({ name }) => name.startsWith(prefix));
  return items.length > 0 ? { items, errors: [], byPrefix: true } : found;
}

/** All files are read before the first of the objects that they name is asked for. */
async function itemsOfFiles(context: CommandContext, selection: Selection): Promise<Found> {
  const read = sortVisits((await visit(context, selection, { latest: false })).visits);
  const items: Item[] = [];
  const missing = new Map<string, Error>();
  for (const item of read.items) {
    try {
      items.push(await getItem(context, item));
    } catch (caught) {
      const error = asFailure(caught);
      missing.set(error.message, error);
    }
  }
  return { items, errors: [...read.errors, ...missing.values()] };
}

/** The text that `kubectl describe` prints for one object. */
function describe(context: CommandContext, resource: DiscoveredResource, object: KubeObject): string {
  const shown = context.client.printContext();
  const withEvents = context.flags.bool('show-events');
  const printContext: PrintContext = withEvents ? shown : { ...shown, list: withoutEvents(shown) };
  const text = definitionOf(resource)?.describe(object, printContext) ?? describeGenerically(object, printContext);
  return withEvents ? text : text.replace(/^Events: +<none>\n/m, '');
}

function withoutEvents(context: PrintContext): PrintContext['list'] {
  return (resource) => (resource === 'events' ? [] : context.list(resource));
}

function definitionOf({ resource, group }: DiscoveredResource): KindDefinition<KubeObject> | undefined {
  // What is listed under a resource's name is of that resource's kind.
  return Object.values(kinds).find((kind) => kind.resource === resource && kind.group === group);
}
