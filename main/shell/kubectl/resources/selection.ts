// Models Builder (staging/src/k8s.io/cli-runtime/pkg/resource/builder.go, v1.35): what the arguments and flags of a
// command ask for, before anything is asked of the API.
import type { DiscoveredResource } from '../../api-client.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { type ManifestItem, readManifests } from './manifests.ts';
import { qualifiedResource, resourceFor, resourcesFor } from './mapper.ts';

export interface Selection {
  /** `pods web`, `pod/web svc/web`, `pods,services`. */
  readonly args: readonly string[];
  readonly filenames?: readonly string[] | undefined;
  readonly kustomize?: string | undefined;
  readonly recursive?: boolean | undefined;
  readonly validate?: boolean | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** `--all`: as a selector that takes everything. */
  readonly all?: boolean | undefined;
  readonly allNamespaces?: boolean | undefined;
  /** Only of objects that are named. */
  readonly subresource?: string | undefined;
  /** Whether a type alone means all objects of it. */
  readonly typeAlone?: boolean | undefined;
}

/** One thing to ask for. */
export type Query =
  | ({ readonly type: 'list'; readonly resource: DiscoveredResource; readonly namespace: string } & Selectors)
  | { readonly type: 'named'; readonly resource: DiscoveredResource; readonly namespace: string; readonly name: string }
  | { readonly type: 'document'; readonly item: ManifestItem }
  | { readonly type: 'failed'; readonly error: Error };

interface Selectors {
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

export interface Queries {
  readonly queries: readonly Query[];
  /** Whether one object is meant, not a list that happens to have one. */
  readonly singular: boolean;
}

/** Understands what is asked for. Throws PlainError where it is contradictory or names no known type. */
export function queriesOf(context: CommandContext, selection: Selection): Queries {
  if ((selection.filenames ?? []).length > 0 || selection.kustomize) return ofFiles(context, selection);
  const args = spelledOut(selection.args);
  const { all, labelSelector, fieldSelector } = selection;
  if (all && (labelSelector || fieldSelector)) {
    throw new PlainError("setting 'all' parameter but found a non empty selector. ");
  }
  const slashes = args.filter((arg) => arg.includes('/')).length;
  if (slashes > 0) return ofPairs(context, { ...selection, args }, slashes);
  const [types = '', ...names] = args;
  const words = types === '' ? [] : types.split(',');
  if (selects(selection, names)) return ofSelectors(context, selection, words, names);
  if (names.length > 0) return ofNames(context, selection, words, names);
  if (words.length === 0) throw new PlainError(MISSING_RESOURCE);
  words.forEach((word) => resourcesFor(context.client, word));
  throw new PlainError('resource(s) were provided, but no name was specified');
}

/** `pods,services web` are `pods/web services/web`. */
function spelledOut(args: readonly string[]): readonly string[] {
  const [first = '', ...names] = args;
  const types = first.split(',');
  if (names.length === 0 || types.length < 2) return args;
  return types.flatMap((type) => names.map((name) => `${type}/${name}`));
}

/** What is said when nothing is asked for. */
export const MISSING_RESOURCE = [
  'You must provide one or more resources by argument or filename.',
  'Example resource specifications include:',
  "   '-f rsrc.yaml'",
  "   '--filename=rsrc.json'",
  "   '<resource> <name>'",
  "   '<resource>'",
].join('\n');

function selects({ all, labelSelector, fieldSelector, typeAlone, args }: Selection, names: readonly string[]): boolean {
  if (all || labelSelector || fieldSelector) return true;
  return typeAlone === true && args.length > 0 && names.length === 0;
}

function ofFiles(context: CommandContext, selection: Selection): Queries {
  if (selection.args.length > 0) {
    throw new PlainError(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    );
  }
  const { filenames = [], kustomize, recursive, validate } = selection;
  if (filenames.length > 0 && kustomize) throw new PlainError('only one of -f or -k can be specified');
  const visits = readManifests(context, { filenames, kustomize, recursive, validate });
  const queries = visits.map((visit): Query =>
    visit.ok ? { type: 'document', item: visit.item } : { type: 'failed', error: visit.error },
  );
  return { queries, singular: queries.length === 1 && filenames.length === 1 };
}

function ofPairs(context: CommandContext, selection: Selection, slashes: number): Queries {
  const { args, all, labelSelector, fieldSelector, allNamespaces } = selection;
  if (slashes !== args.length) {
    throw new PlainError(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  const pairs = args.map(splitPair);
  if (all || labelSelector || fieldSelector) {
    throw new PlainError('selectors and the all flag cannot be used when passing resource/name arguments');
  }
  const queries = pairs.map(([type, name]) => named(context, type, name, allNamespaces));
  return { queries, singular: queries.length === 1 };
}

function splitPair(text: string): [type: string, name: string] {
  const [type = '', name = '', ...more] = text.split('/');
  if (more.length > 0) throw new PlainError('arguments in resource/name form may not have more than one slash');
  if (type === '' || name === '' || type.includes(',')) {
    throw new PlainError('arguments in resource/name form must have a single resource and name');
  }
  return [type, name];
}

function ofSelectors(
  context: CommandContext,
  selection: Selection,
  words: readonly string[],
  names: readonly string[],
): Queries {
  if (selection.subresource) throw new PlainError('subresource cannot be used when bulk resources are specified');
  if (names.length > 0) throw new PlainError('name cannot be provided when a selector is specified');
  if (words.length === 0) throw new PlainError('at least one resource must be specified to use a selector');
  const { labelSelector, fieldSelector, allNamespaces } = selection;
  const found = words.flatMap((word) => resourcesFor(context.client, word));
  const resources = [...new Map(found.map((resource) => [qualifiedResource(resource), resource])).values()];
  const queries = resources.map((resource): Query => ({
    type: 'list',
    resource,
    namespace: resource.namespaced && !allNamespaces ? context.namespace : '',
    ...(labelSelector && { labelSelector }),
    ...(fieldSelector && { fieldSelector }),
  }));
  return { queries, singular: false };
}

function ofNames(
  context: CommandContext,
  { allNamespaces }: Selection,
  words: readonly string[],
  names: readonly string[],
): Queries {
  const [word = ''] = words;
  return { queries: names.map((name) => named(context, word, name, allNamespaces)), singular: names.length === 1 };
}

function named(context: CommandContext, type: string, name: string, allNamespaces = false): Query {
  const resource = resourceFor(context.client, type);
  if (resource.namespaced && allNamespaces) {
    throw new PlainError('a resource cannot be retrieved by name across all namespaces');
  }
  return { type: 'named', resource, namespace: resource.namespaced ? context.namespace : '', name };
}
