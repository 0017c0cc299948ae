// Access to the generated field tables: which fields a model has and of which type.
import tables from './generated/schema.json';

const models: Readonly<Record<string, Readonly<Record<string, string>>>> = tables;

/** The type of a field of `model`, as in `schema.json` but without the mark of required ones; undefined when unknown. */
export function fieldType(model: string, field: string): string | undefined {
  const fields = models[model];
  const type = fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
  return type?.endsWith('!') ? type.slice(0, -1) : type;
}

/** Whether a field of `model` may be left out. */
export const isOptional = (model: string, field: string): boolean => models[model]?.[field]?.endsWith('!') === false;

export const isModel = (type: string): boolean => Object.hasOwn(models, type);

/** The type of the items of a list (`[T]`) or of the values of a map (`{T}`); undefined for other types. */
export function itemType(type: string): string | undefined {
  return type.startsWith('[') || type.startsWith('{') ? type.slice(1, -1) : undefined;
}

/** The model of what a field of that type holds, itself or item by item; empty where it holds none. */
export function heldModel(type: string): string {
  const item = itemType(type);
  return isModel(type) ? type : item !== undefined && isModel(item) ? item : '';
}

/**
 * Keys by which strategic merge patches match the items of lists (the `patchMergeKey` tags of the API's Go types).
 * An empty key: a list of plain values that is merged as a set. Lists that are not named here are replaced whole.
 */
const mergeKeys: Readonly<Record<string, string>> = {
  'ObjectMeta.ownerReferences': 'uid',
  'ObjectMeta.finalizers': '',
  'PodSpec.containers': 'name',
  'PodSpec.initContainers': 'name',
  'PodSpec.ephemeralContainers': 'name',
  'PodSpec.volumes': 'name',
  'PodSpec.imagePullSecrets': 'name',
  'PodSpec.hostAliases': 'ip',
  'PodSpec.topologySpreadConstraints': 'topologyKey',
  'PodSpec.resourceClaims': 'name',
  'PodSpec.schedulingGates': 'name',
  'Container.ports': 'containerPort',
  'Container.env': 'name',
  'Container.volumeMounts': 'mountPath',
  'Container.volumeDevices': 'devicePath',
  'EphemeralContainer.ports': 'containerPort',
  'EphemeralContainer.env': 'name',
  'EphemeralContainer.volumeMounts': 'mountPath',
  'EphemeralContainer.volumeDevices': 'devicePath',
  'PodStatus.conditions': 'type',
  'PodStatus.podIPs': 'ip',
  'PodStatus.hostIPs': 'ip',
  'NodeStatus.conditions': 'type',
  'NodeStatus.addresses': 'type',
  'NodeSpec.podCIDRs': '',
  'NamespaceStatus.conditions': 'type',
  'ServiceSpec.ports': 'port',
  'ServiceStatus.conditions': 'type',
  'ServiceAccount.secrets': 'name',
  'ReplicationControllerStatus.conditions': 'type',
  'ReplicaSetStatus.conditions': 'type',
  'DeploymentStatus.conditions': 'type',
  'DaemonSetStatus.conditions': 'type',
  'StatefulSetStatus.conditions': 'type',
  'JobStatus.conditions': 'type',
  'PersistentVolumeClaimStatus.conditions': 'type',
  'PodDisruptionBudgetStatus.conditions': 'type',
  'V2HorizontalPodAutoscalerStatus.conditions': 'type',
  'PodStatus.resourceClaimStatuses': 'name',
};

/** The merge key of a list field; undefined when the list is replaced whole. */
export function mergeKeyOf(model: string, field: string): string | undefined {
  return mergeKeys[`${model}.${field}`];
}
