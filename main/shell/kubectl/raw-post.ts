// Models rawhttp.RawPost of kubectl (v1.35): `kubectl create --raw`, a POST of a file to a path of the API server.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { ask } from './api.ts';
import type { CommandContext } from './command.ts';
import { PlainError, ServerRefusal } from './errors/errors.ts';
import { groupVersionOf, servedResources } from './resources/mapper.ts';
import { unknownResource } from '../../engine/api/status.ts';

const SINGLE_FILE = '--raw can only use a single local file or stdin';
const PATH = /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+)\/([^/]+))?\/?$/;

/** Creates what the one file holds at `path`, and prints what the server answers. */
export async function postRaw(context: CommandContext, path: string): Promise<number> {
  const [, group = '', version = '', namespace, resource = '', name, subresource] = PATH.exec(path) ?? [];
  const served = servedResources(context.client).find(
    (one) => one.group === group && one.version === version && one.resource === resource,
  );
  const object = readBody(context);
  if (!served) throw new ServerRefusal(unknownResource());
  const where = { resource, ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) };
  const answer = await ask(context, {
    ...where,
    verb: 'create',
    object,
    ...(subresource !== undefined && { subresource }),
  });
  const created = { apiVersion: groupVersionOf(served), kind: served.kind, ...answer.object };
  context.out(`${JSON.stringify(subresource === 'eviction' ? DONE : created)}\n`);
  return 0;
}

/** What the server answers when there is nothing to show. */
const DONE = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

function readBody({ flags, files, stdin }: CommandContext): KubeObject {
  const [file, ...others] = flags.list('filename');
  if (file === undefined || others.length > 0) throw new PlainError(SINGLE_FILE);
  const text = file === '-' ? stdin() : files.read(file);
  if (text === undefined) throw new PlainError(`open ${file}: no such file or directory`);
  return JSON.parse(text) as KubeObject;
}
