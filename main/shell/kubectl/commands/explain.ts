// Models staging/src/k8s.io/kubectl/pkg/cmd/explain/explain.go (v1.35).
import type { CustomResourceDefinition } from '../../../engine/api/generated/types.ts';
import { kinds } from '../../../engine/kinds/registry.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import { askObject } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { customKind } from '../explain/custom-schema.ts';
import { type Described, type Field, fieldAt } from '../explain/field.ts';
import { modelOf } from '../explain/models.ts';
import { pageV2 } from '../explain/page-v2.ts';
import { fieldPage, headOf, kindPage } from '../explain/page.ts';
import { mappedResource, qualifiedResource } from '../resources/mapper.ts';

export const explainCommand: Command = {
  name: 'explain',
  short: 'Get documentation for a resource',
  long: 'Describe fields and structure of various resources.\n\n This command describes the fields associated with each supported API resource. Fields are identified via a simple JSONPath identifier:\n\n        <type>.<fieldName>[.<fieldName>]',
  usage:
    'explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  flags: [
    { name: 'api-version', type: 'string' },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'plaintext',
    },
    { name: 'recursive', type: 'boolean' },
  ],
  run: explain,
};

async function explain(context: CommandContext): Promise<number> {
  const { args, flags, out } = context;
  const [target = '', ...more] = args;
  if (target === '') {
    throw new PlainError(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  if (more.length > 0) throw new PlainError('We accept only this format: explain RESOURCE\n');
  const { resource, path } = resourceAndPath(context, target.replace(/\.$/, ''));
  const kind = await schemaOf(context, resource, flags.text('api-version'));
  const format = flags.text('output');
  const recursive = flags.bool('recursive');
  if (format === 'plaintext-openapiv2') {
    out(pageV2(resource, path.length === 0 ? undefined : existing(kind, path), kind, recursive));
    return 0;
  }
  if (format !== 'plaintext') throw new PlainError(`unrecognized format: ${format}`);
  out(headOf(resource));
  out(path.length === 0 ? kindPage(kind, recursive) : fieldPage(existing(kind, path), recursive));
  return 0;
}

interface Target {
  readonly resource: DiscoveredResource;
  readonly path: readonly string[];
}

/** `pod.spec.containers` is a kind and a path; `deployments.apps.spec` names a group before the path. */
function resourceAndPath({ client }: CommandContext, target: string): Target {
  const [type = '', ...path] = target.split('.');
  const resource = mappedResource(client, type);
  const group = resource.group.split('.');
  const hasGroup = resource.group !== '' && path.slice(0, group.length).join('.') === resource.group;
  return { resource, path: hasGroup ? path.slice(group.length) : path };
}

/** What is known of a kind. Throws PlainError when the group and version asked for do not have it. */
async function schemaOf(context: CommandContext, resource: DiscoveredResource, asked: string): Promise<Described> {
  const { group, version } = asked === '' ? resource : groupAndVersion(asked);
  const unknown = new PlainError(`couldn't find resource for "${group}/${version}, Resource=${resource.resource}"`);
  if (group !== resource.group || version !== resource.version) throw unknown;
  const builtIn = Object.values(kinds).find((kind) => kind.resource === resource.resource && kind.group === group);
  if (builtIn) return modelOf(builtIn.model);
  const name = qualifiedResource(resource);
  const definition = await askObject(context, { verb: 'get', resource: 'customresourcedefinitions', name });
  const custom = customKind(definition as CustomResourceDefinition, version);
  if (!custom) throw unknown;
  return custom;
}

/** Throws PlainError for what is neither `v1` nor `apps/v1`. */
function groupAndVersion(text: string): { group: string; version: string } {
  const parts = text.split('/');
  if (parts.length > 2) throw new PlainError(`unexpected GroupVersion string: ${text}`);
  const [version = '', group = ''] = parts.reverse();
  return { group, version };
}

/** Throws PlainError naming the end of a path that leads nowhere. */
function existing(kind: Described, path: readonly string[]): Field {
  const field = fieldAt(kind, path);
  if (!field) throw new PlainError(`field "${path.at(-1) ?? ''}" does not exist`);
  return field;
}
