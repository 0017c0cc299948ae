// Models rawhttp.RawPost, RawPut and RawDelete of kubectl (v1.35): `create`, `replace` and `delete` with `--raw`.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { noKindIn, readJson } from '../../../engine/api/go-json.ts';
import { methodNotSupported, unrecognizedBody } from '../../../engine/api/status.ts';
import { isJsonObject } from '../../../engine/kernel/json.ts';
import { ask } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { PlainError, ServerRefusal } from '../errors/errors.ts';
import { groupVersionOf } from '../resources/mapper.ts';
import { placeAt, type RawPlace } from './path.ts';

/** Creates what `file` holds at `path`, and prints what the server answers. Throws ServerRefusal. */
export async function postRaw(context: CommandContext, path: string, file: string): Promise<number> {
  const { served, where, name, subresource } = placeAt(context, path);
  const object = bodyOf(context, file, kindAt(served, subresource));
  const answer = await ask(context, {
    ...where,
    ...(name !== undefined && { name }),
    verb: 'create',
    object,
    ...(subresource !== undefined && { subresource }),
  });
  const created = { apiVersion: groupVersionOf(served), kind: served.kind, ...answer.object };
  context.out(`${JSON.stringify(subresource === 'eviction' ? DONE : created)}\n`);
  return 0;
}

/** Puts what `file` holds in the place of what stands at `path`. Throws ServerRefusal. */
export async function putRaw(context: CommandContext, path: string, file: string): Promise<number> {
  const place = placeAt(context, path);
  const { served, where, subresource } = place;
  const object = bodyOf(context, file, kindAt(served, subresource));
  const answer = await ask(context, { ...where, verb: 'update', name: nameOf(place, 'update'), object, subresource });
  context.out(`${JSON.stringify(answer.object)}\n`);
  return 0;
}

/** Deletes what stands at `path`; a file may say how. Throws ServerRefusal. */
export async function deleteRaw(context: CommandContext, path: string, file: string | undefined): Promise<number> {
  const { served, where, name } = placeAt(context, path);
  const body = file === undefined ? {} : bodyOf(context, file, 'DeleteOptions');
  const seconds = 'gracePeriodSeconds' in body ? body.gracePeriodSeconds : undefined;
  const options = { ...(typeof seconds === 'number' && { gracePeriodSeconds: seconds }) };
  if (name === undefined) {
    const { items = [] } = await ask(context, { ...where, ...options, verb: 'delete-collection' });
    const list = { kind: `${served.kind}List`, apiVersion: groupVersionOf(served), metadata: {}, items };
    context.out(`${JSON.stringify(list)}\n`);
    return 0;
  }
  const { object } = await ask(context, { ...where, ...options, verb: 'delete', name });
  context.out(`${JSON.stringify(object)}\n`);
  return 0;
}

/** What the server answers when there is nothing to show. */
const DONE = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

function nameOf({ name, served }: RawPlace, verb: 'update'): string {
  if (name !== undefined) return name;
  throw new ServerRefusal(methodNotSupported(served, verb));
}

/** The kinds of what is sent to a part of an object, where it is not the object itself. */
const KINDS: Readonly<Record<string, string>> = {
  binding: 'Binding',
  eviction: 'Eviction',
  scale: 'Scale',
  token: 'TokenRequest',
};

const kindAt = ({ kind }: RawPlace['served'], subresource = ''): string => KINDS[subresource] ?? kind;

/** What a file holds, which should be an object of `kind`. Throws ServerRefusal when it is none. */
function bodyOf({ files, stdin }: CommandContext, file: string, kind: string): KubeObject {
  const text = file === '-' ? stdin() : files.read(file);
  if (text === undefined) throw new PlainError(`open ${file}: no such file or directory`);
  const read = readJson(text);
  if ('value' in read && isJsonObject(read.value)) return read.value;
  const fault = 'fault' in read ? read.fault : noKindIn(read.value);
  const why = `couldn't get version/kind; json parse error: ${fault}`;
  throw new ServerRefusal(unrecognizedBody(kind, why, Buffer.from(text)));
}
