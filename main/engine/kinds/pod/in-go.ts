// What a Pod's spec is inside the API server, which its messages show: fields have Go's names and order, and missing ones
// are printed too.
import type { PodSpec, PodTemplateSpec } from '../../api/generated/types.ts';
import { goStructs } from './go-structs.ts';

/** Fields of the spec that are kept in its security context. */
const securityFields = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'] as const;
const oddNames: Readonly<Record<string, string>> = { CephFS: 'cephfs', StorageOS: 'storageos' };
const EPHEMERAL = 'EphemeralContainer';

/** A spec as its JSON with an indent of one, in which messages show differences. */
export function specText(spec: PodSpec): string {
  return escaped(JSON.stringify(specInGo(spec), null, 1));
}

/** The same of one ephemeral container. */
export function ephemeralContainerText(container: object): string {
  return escaped(JSON.stringify(structInGo(EPHEMERAL, { ...container }), null, 1));
}

/** A template as messages show it. */
export function templateInGo({ metadata, spec }: PodTemplateSpec): object {
  return { ...metadata, Spec: specInGo(spec ?? { containers: [] }) };
}

/** A container's security context as messages show it. */
export function securityInGo(context: object): object {
  return structInGo('SecurityContext', { ...context });
}

function specInGo(spec: PodSpec): unknown {
  const moved = Object.fromEntries(securityFields.map((field) => [field, spec[field]]));
  return structInGo('PodSpec', { ...spec, securityContext: { ...spec.securityContext, ...moved } });
}

function structInGo(name: string, value: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    fieldsOf(name).map(({ goName, type }) => [goName, fieldInGo(type, value[jsonNameOf(goName)])]),
  );
}

function fieldsOf(name: string): { readonly goName: string; readonly type: string }[] {
  const text = goStructs[name === EPHEMERAL ? 'Container' : name] ?? '';
  const own = name === EPHEMERAL ? `${text} TargetContainerName:""` : text;
  return own.split(' ').map((field) => {
    const [goName = '', type = 'null'] = field.split(':');
    return { goName, type };
  });
}

function fieldInGo(type: string, value: unknown): unknown {
  const item = /^\[(\w+)\]$/.exec(type)?.[1];
  if (item !== undefined) return Array.isArray(value) ? value.map((one) => structInGo(item, asRecord(one))) : null;
  if (type.startsWith('*')) return value === undefined ? null : structInGo(type.slice(1), asRecord(value));
  if (type in goStructs) return structInGo(type, asRecord(value));
  return value ?? JSON.parse(type);
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** `HTTPGet` -> `httpGet`, `TTY` -> `tty`, `HostIP` -> `hostIP` */
function jsonNameOf(goName: string): string {
  return oddNames[goName] ?? goName.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
}

/** Go writes these characters as escapes, for the sake of web pages. */
function escaped(json: string): string {
  return json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
