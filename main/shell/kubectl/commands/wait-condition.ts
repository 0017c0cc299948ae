// Models conditionFuncFor in staging/src/k8s.io/kubectl/pkg/cmd/wait/wait.go (v1.35): what `--for` may be.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { isJsonObject } from '../../../engine/kernel/json.ts';
import { PlainError } from '../errors/errors.ts';
import { followPath } from '../printers/jsonpath/evaluate.ts';
import { parseRelaxed } from '../printers/jsonpath/parse.ts';
import { jsonText } from '../printers/json-text.ts';

export interface WaitCondition {
  readonly type: 'create' | 'delete' | 'state';
  isMet(object: KubeObject): boolean;
}

/** Understands `delete`, `create`, `condition=Ready[=false]`, `jsonpath={.status.phase}[=Running]`. Throws PlainError. */
export function parseCondition(text: string): WaitCondition {
  const word = text.toLowerCase();
  if (word === 'delete') return { type: 'delete', isMet: () => false };
  if (word === 'create') return { type: 'create', isMet: () => true };
  if (word.startsWith('condition=')) return statusCondition(text.slice('condition='.length));
  if (word.startsWith('jsonpath=')) return pathCondition(text.slice('jsonpath='.length));
  throw new PlainError(`unrecognized condition: ${JSON.stringify(text)}`);
}

function statusCondition(text: string): WaitCondition {
  const equals = text.indexOf('=');
  const type = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
  const status = (equals < 0 ? 'true' : text.slice(equals + 1)).toLowerCase();
  return {
    type: 'state',
    isMet: (object) => {
      const condition = conditionsOf(object).find((one) => textOf(one['type']).toLowerCase() === type);
      return (
        condition !== undefined &&
        !isOutdated(object, condition) &&
        textOf(condition['status']).toLowerCase() === status
      );
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

function statusOf(object: KubeObject): Fields {
  const status = 'status' in object ? object.status : undefined;
  return isJsonObject(status) ? status : {};
}

function conditionsOf(object: KubeObject): readonly Fields[] {
  const { conditions } = statusOf(object);
  return Array.isArray(conditions) ? conditions.filter(isJsonObject) : [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A condition of an earlier generation says nothing of this one. */
function isOutdated(object: KubeObject, condition: Fields): boolean {
  const observed = condition['observedGeneration'] ?? statusOf(object)['observedGeneration'];
  return typeof observed === 'number' && observed < (object.metadata?.generation ?? 0);
}

function pathCondition(text: string): WaitCondition {
  const { path, value } = splitPath(text);
  const segments = parseRelaxed(path);
  return {
    type: 'state',
    isMet: (object) => {
      const found = segments.flatMap((one) => (one.type === 'path' ? followPath(one.path, object, true) : []));
      const [first] = found;
      if (found.length === 0) return false;
      if (found.length > 1) throw new PlainError('given jsonpath expression matches more than one value');
      if (value === undefined) return true;
      if (typeof first === 'object' && first !== null) {
        throw new PlainError('jsonpath leads to a nested object or list which is not supported');
      }
      return (typeof first === 'string' ? first : jsonText(first)).trim() === value.trim();
    },
  };
}

/** `{.a}=b` -> path and value; quotes around either are taken off. */
function splitPath(text: string): { readonly path: string; readonly value: string | undefined } {
  // Two equals signs belong to a filter, one stands before the value.
  const [path = '', value, ...more] = text.split(/(?<!=)=(?!=)/);
  if (more.length > 0) {
    throw new PlainError(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  }
  const bare = unquoted(path);
  if (bare === '') throw new PlainError('jsonpath expression cannot be empty');
  if (value === '')
    throw new PlainError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  return { path: bare, value: value === undefined ? undefined : unquoted(value) };
}

const unquoted = (text: string): string => text.replace(/^(['"])(.*)\1$/s, '$2');
