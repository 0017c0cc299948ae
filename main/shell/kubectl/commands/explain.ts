// Models staging/src/k8s.io/kubectl/pkg/cmd/explain/explain.go (v1.35).
import { kinds } from '../../../engine/kinds/registry.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, usageError } from '../errors/errors.ts';
import { type Field, fieldsOf } from '../explain/fields.ts';
import { fieldPage, headOf, kindPage } from '../explain/page.ts';
import { groupVersionOf, resourceFor } from '../resources/mapper.ts';

export const explainCommand: Command = {
  name: 'explain',
  short: 'Get documentation for a resource',
  long: 'Describe fields and structure of various resources.\n\n This command describes the fields associated with each supported API resource. Fields are identified via a simple JSONPath identifier:\n\n        <type>.<fieldName>[.<fieldName>]',
  usage:
    'explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  flags: [
    { name: 'api-version', type: 'string', about: 'Use given api-version (group/version) of the resource.' },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'plaintext',
      about: 'Format in which to render the schema.',
    },
    { name: 'recursive', type: 'boolean', about: 'Print the name of all fields, not just the top level ones.' },
  ],
  run: (context) => Promise.resolve(explain(context)),
};

function explain(context: CommandContext): number {
  const { args, flags, client, out } = context;
  const [target = '', ...more] = args;
  if (target === '') {
    throw usageError(
      'explain',
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  if (more.length > 0) throw usageError('explain', 'We accept only this format: explain RESOURCE\n');
  const { resource, path } = resourceAndPath(context, target.replace(/\.$/, ''));
  const asked = flags.text('api-version');
  if (asked !== '' && asked !== groupVersionOf(resource)) {
    throw new PlainError(`couldn't find resource for "${asked}, Resource=${resource.resource}"`);
  }
  const model = modelOf(resource);
  if (model === undefined) throw new PlainError(`couldn't find resource for "${client.serverUrl}"`);
  out(headOf(resource));
  const recursive = flags.bool('recursive');
  out(path.length === 0 ? kindPage(model, recursive) : fieldPage(fieldAt(model, path), recursive));
  return 0;
}

interface Target {
  readonly resource: DiscoveredResource;
  readonly path: readonly string[];
}

/** `pod.spec.containers` is a kind and a path; `deployments.apps.spec` names a group before the path. */
function resourceAndPath({ client }: CommandContext, target: string): Target {
  const [type = '', ...path] = target.split('.');
  const resource = resourceFor(client, type);
  const group = resource.group.split('.');
  const hasGroup = resource.group !== '' && path.slice(0, group.length).join('.') === resource.group;
  return { resource, path: hasGroup ? path.slice(group.length) : path };
}

function modelOf(resource: DiscoveredResource): string | undefined {
  const definitions = Object.values(kinds);
  return definitions.find((kind) => kind.resource === resource.resource && kind.group === resource.group)?.model;
}

function fieldAt(model: string, path: readonly string[]): Field {
  const [name = '', ...rest] = path;
  const field = fieldsOf(model).find((one) => one.name === name);
  if (!field) throw new PlainError(`field "${name}" does not exist`);
  if (rest.length === 0) return field;
  if (field.model === undefined) throw new PlainError(`field "${rest[0] ?? ''}" does not exist`);
  return fieldAt(field.model, rest);
}
