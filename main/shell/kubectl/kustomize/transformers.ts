// Models api/internal/builtins of sigs.k8s.io/kustomize: namespace, prefix, suffix, labels, annotations, replicas and
// images of a kustomization, in this order.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { PlainError } from '../errors/errors.ts';
import { changeAt, changeFields, type FieldSpec } from './field-paths.ts';
import {
  annotationFields,
  claimLabels,
  commonLabels,
  metadataLabels,
  replicaFields,
  templateLabels,
} from './field-specs.ts';
import { withImages } from './images.ts';
import { mapsAt, pairsAt, textAt, type Kustomization } from './kustomization.ts';
import { idOf, idsOf, renamed, type Resource } from './resource.ts';
import { isClusterScoped } from './scopes.ts';

/** The resources as the kustomization wants them. Throws PlainError. */
export function transform({ fields }: Kustomization, resources: readonly Resource[]): readonly Resource[] {
  const namespace = textAt(fields, 'namespace');
  const prefix = textAt(fields, 'namePrefix');
  const suffix = textAt(fields, 'nameSuffix');
  const transformed = resources
    .map((resource) => (namespace === '' ? resource : inNamespace(resource, namespace)))
    .map((resource) => (prefix === '' ? resource : affixed(resource, prefix, (name) => prefix + name)))
    .map((resource) => (suffix === '' ? resource : affixed(resource, suffix, (name) => name + suffix)))
    .map((resource) => ({ ...resource, object: annotated(labelled(resource.object, fields), fields) }));
  return withReplicas(fields, transformed).map((resource) => ({
    ...resource,
    object: withImages(resource.object, [...mapsAt(fields, 'imageTags'), ...mapsAt(fields, 'images')]),
  }));
}

function inNamespace(resource: Resource, namespace: string): Resource {
  const id = idOf(resource);
  if (id.kind === 'Namespace' && id.group === '') return named(resource, () => namespace);
  const object = isClusterScoped(id)
    ? resource.object
    : changeAt(resource.object, ['metadata', 'namespace'], true, () => namespace);
  return renamed(
    resource,
    ['RoleBinding', 'ClusterRoleBinding'].includes(id.kind) ? employed(object, namespace) : object,
  );
}

const named = (resource: Resource, change: (name: string) => string): Resource =>
  renamed(
    resource,
    changeAt(resource.object, ['metadata', 'name'], true, () => change(idOf(resource).name)),
  );

/** The ServiceAccounts called `default` among subjects are those of the new namespace. */
function employed(object: JsonObject, namespace: string): JsonObject {
  return changeAt(object, ['subjects'], false, (subjects) => {
    if (!Array.isArray(subjects)) return subjects;
    return subjects.map((subject: unknown) => {
      const isDefault = isJsonObject(subject) && subject['kind'] === 'ServiceAccount' && subject['name'] === 'default';
      return isDefault ? { ...subject, namespace } : subject;
    });
  });
}

/** What others refer to by a name that is no name of theirs keeps its own. */
const UNNAMED = ['CustomResourceDefinition', 'APIService', 'Namespace'];

function affixed(resource: Resource, affix: string, change: (name: string) => string): Resource {
  if (UNNAMED.includes(idOf(resource).kind)) return resource;
  const changed = named(resource, change);
  return { ...changed, affixes: [...resource.affixes, affix] };
}

function labelled(object: JsonObject, fields: JsonObject): JsonObject {
  const wishes = [
    ...mapsAt(fields, 'labels').map((args) => [pairsAt(args, 'pairs'), labelFields(args)] as const),
    [pairsAt(fields, 'commonLabels'), commonLabels] as const,
  ];
  return wishes.reduce((changed, [pairs, specs]) => withPairs(changed, specs, pairs), object);
}

function labelFields(args: JsonObject): readonly FieldSpec[] {
  const own = mapsAt(args, 'fields').map((spec) => ({
    path: textAt(spec, 'path'),
    kind: textAt(spec, 'kind'),
    group: textAt(spec, 'group'),
    version: textAt(spec, 'version'),
    create: spec['create'] === true,
  }));
  if (args['includeSelectors'] === true) return [...own, ...commonLabels];
  return [
    ...own,
    ...(args['includeTemplates'] === true ? templateLabels : [metadataLabels]),
    ...(args['includeVolumeClaimTemplates'] === true ? claimLabels : []),
  ];
}

const annotated = (object: JsonObject, fields: JsonObject): JsonObject =>
  withPairs(object, annotationFields, pairsAt(fields, 'commonAnnotations'));

function withPairs(
  object: JsonObject,
  specs: readonly FieldSpec[],
  pairs: Readonly<Record<string, string>>,
): JsonObject {
  if (Object.keys(pairs).length === 0) return object;
  return changeFields(object, idOf({ object }), specs, (map) => ({ ...(isJsonObject(map) ? map : {}), ...pairs }));
}

function withReplicas(fields: JsonObject, resources: readonly Resource[]): readonly Resource[] {
  return mapsAt(fields, 'replicas').reduce((all, { name, count }) => {
    const isMeant = (resource: Resource) =>
      replicaFields.some(({ kind }) => kind === idOf(resource).kind) && idsOf(resource).some((id) => id.name === name);
    if (!all.some(isMeant)) {
      throw new PlainError(
        `resource with name ${String(name)} does not match a config with the following GVK [Deployment.[noVer].[noGrp] ReplicationController.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] StatefulSet.[noVer].[noGrp]]`,
      );
    }
    return all.map((resource) =>
      isMeant(resource)
        ? { ...resource, object: changeFields(resource.object, idOf(resource), replicaFields, () => count) }
        : resource,
    );
  }, resources);
}
