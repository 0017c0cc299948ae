// Models the scale subresources of pkg/registry/{apps,core}/…/storage/storage.go (v1.35): the size of a workload,
// whatever its kind.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import type { LabelSelector, Scale } from './generated/types.ts';
import { invalidValue } from './metadata.ts';
import type { AnyKind, ScalePaths } from './resources.ts';
import { conflict, failed, invalid } from './status.ts';

const SCALABLE = ['deployments', 'replicasets', 'statefulsets', 'replicationcontrollers'];
const usual: ScalePaths = { specReplicas: 'spec.replicas', statusReplicas: 'status.replicas' };

/** Undefined for kinds that have no such subresource. */
export function scalePathsOf(kind: AnyKind): ScalePaths | undefined {
  return kind.scale ?? (SCALABLE.includes(kind.resource) ? usual : undefined);
}

/** The Scale of an object; undefined for kinds that have none. */
export function readScale(kind: AnyKind, object: KubeObject): Scale | undefined {
  const paths = scalePathsOf(kind);
  if (!paths) return undefined;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata ?? {};
  const selector = paths.selector === undefined ? selectorText(object) : valueAt(object, paths.selector);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: Number(valueAt(object, paths.specReplicas) ?? 0) },
    status: {
      replicas: Number(valueAt(object, paths.statusReplicas) ?? 0),
      ...(typeof selector === 'string' && selector !== '' && { selector }),
    },
  };
}

/** The object with the size that `scale` says, or why it cannot have it. */
export function withScale(
  kind: AnyKind,
  object: KubeObject,
  scale: KubeObject,
): { readonly ok: true; readonly object: KubeObject } | ReturnType<typeof failed> {
  const name = object.metadata?.name ?? '';
  const { spec, metadata } = scale as Scale;
  const replicas = spec?.replicas ?? 0;
  if (metadata?.resourceVersion && metadata.resourceVersion !== object.metadata?.resourceVersion) {
    return failed(conflict(kind, name));
  }
  if (replicas < 0) {
    const error = invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0');
    return failed(invalid({ group: 'autoscaling', kind: 'Scale', resource: 'scales' }, name, [error]));
  }
  const path = scalePathsOf(kind)?.specReplicas ?? usual.specReplicas;
  return { ok: true, object: withValueAt(object as JsonObject, path.split('.'), replicas) };
}

function selectorText(object: KubeObject): string {
  const selector = valueAt(object, 'spec.selector');
  if (!isJsonObject(selector)) return '';
  if (object.kind === 'ReplicationController') return pairsText(selector as Readonly<Record<string, string>>);
  const { matchLabels = {}, matchExpressions = [] } = selector as LabelSelector;
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    return operator === 'DoesNotExist'
      ? `!${key}`
      : `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`;
  });
  return [pairsText(matchLabels), ...expressions].filter((text) => text !== '').join(',');
}

function pairsText(labels: Readonly<Record<string, string>>): string {
  const keys = Object.keys(labels).sort();
  return keys.map((key) => `${key}=${labels[key] ?? ''}`).join(',');
}

function valueAt(object: unknown, path: string): unknown {
  let value = object;
  for (const key of path.split('.').filter((part) => part !== '')) {
    value = isJsonObject(value) ? value[key] : undefined;
  }
  return value;
}

function withValueAt(object: JsonObject, [key = '', ...rest]: readonly string[], value: unknown): JsonObject {
  if (key === '') return withValueAt(object, rest, value);
  if (rest.length === 0) return { ...object, [key]: value };
  const child = object[key];
  return { ...object, [key]: withValueAt(isJsonObject(child) ? child : {}, rest, value) };
}
