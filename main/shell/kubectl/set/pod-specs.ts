// Models staging/src/k8s.io/kubectl/pkg/polymorphichelpers/updatepodspec.go (v1.35): where objects keep what their Pods
// are like.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { PodSpec } from '../../../engine/api/generated/types.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { PlainError } from '../errors/errors.ts';

const TEMPLATE = ['spec', 'template', 'spec'];

const places: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  ReplicationController: TEMPLATE,
  Deployment: TEMPLATE,
  DaemonSet: TEMPLATE,
  ReplicaSet: TEMPLATE,
  StatefulSet: TEMPLATE,
  Job: TEMPLATE,
  CronJob: ['spec', 'jobTemplate', ...TEMPLATE],
};

/** The object with another spec of its Pods. Throws PlainError for objects that have none. */
export function updatePodSpec(object: KubeObject, update: (spec: PodSpec) => PodSpec): KubeObject {
  const place = placeOf(object);
  return replaceAt({ ...object }, place, (spec) => ({ ...update({ containers: [], ...spec }) }));
}

function placeOf({ kind = '', apiVersion = '' }: KubeObject): readonly string[] {
  const place = places[kind];
  if (place) return place;
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  throw new PlainError(`the object is not a pod or does not have a pod template: *${version}.${kind}`);
}

function replaceAt(value: JsonObject, path: readonly string[], update: (spec: JsonObject) => JsonObject): JsonObject {
  const [field, ...rest] = path;
  if (field === undefined) return update(value);
  return { ...value, [field]: replaceAt(childOf(value, field), rest, update) };
}

function childOf(value: JsonObject, field: string): JsonObject {
  const child = value[field];
  return isJsonObject(child) ? child : {};
}
