// Turns the field tables that ship with the official JavaScript client into two files of the engine:
// `schema.json`, by which request bodies are decoded strictly, and `types.ts`, by which the compiler checks
// the engine's own reading of objects. Its comments become `descriptions.json`, for `kubectl explain`. Run after the client's version changes: `npm run generate`.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modelsFolder = join(root, 'node_modules/@kubernetes/client-node/dist/gen/models');
const outFolder = join(root, 'main/engine/api/generated');
const explainFolder = join(root, 'main/shell/kubectl/explain/generated');

const roots = [
  ...['Pod', 'ReplicationController', 'Service', 'Endpoints', 'ConfigMap', 'Secret', 'ServiceAccount', 'Namespace'],
  ...['Node', 'PersistentVolume', 'PersistentVolumeClaim', 'ResourceQuota', 'LimitRange', 'PodTemplate'],
  ...['ReplicaSet', 'Deployment', 'DaemonSet', 'StatefulSet', 'ControllerRevision', 'Job', 'CronJob', 'EndpointSlice'],
  ...['Ingress', 'IngressClass', 'NetworkPolicy', 'Lease', 'StorageClass', 'PodDisruptionBudget', 'PriorityClass'],
  ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'Binding', 'Scale'],
  ...['Eviction', 'DeleteOptions', 'Status'],
].map((kind) => `V1${kind}`);
roots.push('CoreV1Event', 'EventsV1Event', 'V1HorizontalPodAutoscaler', 'V2HorizontalPodAutoscaler');
roots.push('V1SelfSubjectAccessReview', 'V1SelfSubjectRulesReview', 'V1SelfSubjectReview', 'V1SubjectAccessReview');
roots.push('V1LocalSubjectAccessReview', 'V1TokenReview', 'AuthenticationV1TokenRequest');

// The client's tables call a Quantity a string; these are the fields that also take a bare number.
const quantityFields = new Set([
  ...['ResourceRequirements.limits', 'ResourceRequirements.requests', 'VolumeResourceRequirements.limits'],
  ...['VolumeResourceRequirements.requests', 'NodeStatus.capacity', 'NodeStatus.allocatable', 'ResourceQuotaSpec.hard'],
  ...[
    'ResourceQuotaStatus.hard',
    'ResourceQuotaStatus.used',
    'LimitRangeItem._default',
    'LimitRangeItem.defaultRequest',
  ],
  ...[
    'LimitRangeItem.max',
    'LimitRangeItem.min',
    'LimitRangeItem.maxLimitRequestRatio',
    'PersistentVolumeSpec.capacity',
  ],
  ...['PersistentVolumeClaimStatus.capacity', 'PersistentVolumeClaimStatus.allocatedResources', 'PodSpec.overhead'],
  ...['EmptyDirVolumeSource.sizeLimit', 'ResourceFieldSelector.divisor', 'ContainerStatus.allocatedResources'],
  ...[
    'V2MetricTarget.averageValue',
    'V2MetricTarget.value',
    'V2MetricValueStatus.averageValue',
    'V2MetricValueStatus.value',
  ],
]);

// The client is one of v1.36: the fields that came with it, and the one that went.
const fieldsSince136 = new Set([
  ...['ListMeta.shardInfo', 'PodSpec.schedulingGroup', 'PodStatus.nodeAllocatableResourceClaimStatuses'],
  ...['ResourceHealth.message', 'VolumeMountStatus.volumeStatus'],
]);
const fieldsUntil135 = {
  PodSpec: { name: 'workloadRef', baseName: 'workloadRef', type: 'V1WorkloadReference', format: '' },
};

const nameOf = (model) =>
  model === 'CoreV1Event'
    ? 'Event'
    : model
        .replace(/^V1(?=[A-Z])/, '')
        .replace(/^(Core|Discovery|Events)V1/, '$1')
        .replace(/^AuthenticationV1/, '');

/** The client's type string as ours: `string`, `int32`, `Name`, `[T]`, `{T}`, … */
function typeOf(type, format, field) {
  const array = /^Array<(.+)>$/.exec(type);
  if (array) return `[${typeOf(array[1], format, field)}]`;
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type);
  if (map) return `{${typeOf(map[1], format, field)}}`;
  if (quantityFields.has(field)) return 'quantity';
  if (type === 'number') return format === 'int32' || format === 'int64' ? format : 'double';
  if (type === 'string' && format === 'byte') return 'bytes';
  if (type === 'Date' || type === 'V1MicroTime') return 'time';
  if (type === 'IntOrString') return 'intOrString';
  if (type === 'any' || type === 'object') return 'any';
  if (type === 'string' || type === 'boolean') return type;
  pending.push(type);
  return nameOf(type);
}

/** What the comments of a declaration say: of the model itself (under the empty name), and of its fields. */
function describe(declaration, table) {
  const text = (comment) => comment.trim().replace(/\\(['"\\])/g, '$1');
  const [, model = ''] = /\/\*\*\n\* (.*)\n\*\/\nexport declare class/.exec(declaration) ?? [];
  const described = { '': text(model) };
  for (const { name, baseName } of table) {
    const at = declaration.search(new RegExp(`\\n    '${name.replace('$', '\\$')}'\\??:`));
    const [, comment] = /\/\*\*\n {4}\* ([^\n]*)\n {4}\*\/$/.exec(declaration.slice(0, at)) ?? [];
    if (comment) described[baseName] = text(comment);
  }
  return described;
}

const pending = [...roots];
const schema = {};
const descriptions = {};
while (pending.length > 0) {
  const model = pending.pop();
  const name = nameOf(model);
  if (schema[name]) continue;
  // Read file by file: the client's entry point pulls in a network library that Node 20 cannot load.
  const table = (await import(pathToFileURL(join(modelsFolder, `${model}.js`)).href))[model]?.attributeTypeMap;
  if (!table) throw new Error(`the client has no model ${model}`);
  const declaration = readFileSync(join(modelsFolder, `${model}.d.ts`), 'utf8');
  const fields = (schema[name] = {});
  descriptions[name] = describe(declaration, table);
  const lost = fieldsUntil135[name];
  for (const { name: property, baseName, type, format } of lost ? [...table, lost] : table) {
    if (fieldsSince136.has(`${name}.${baseName}`)) continue;
    const optional = property === lost?.name || declaration.includes(`    '${property}'?:`);
    const ours = typeOf(type, format, `${name}.${property}`);
    fields[baseName] = optional ? ours : `${ours}!`;
  }
}

const sorted = Object.fromEntries(Object.entries(schema).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(outFolder, 'schema.json'), JSON.stringify(sorted, null, 1) + '\n');
const sortedDescriptions = Object.fromEntries(Object.entries(descriptions).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(explainFolder, 'descriptions.json'), JSON.stringify(sortedDescriptions, null, 1) + '\n');

function tsType(type) {
  if (type.startsWith('[')) return `readonly ${wrap(tsType(type.slice(1, -1)))}[]`;
  if (type.startsWith('{')) return `Readonly<Record<string, ${tsType(type.slice(1, -1))}>>`;
  switch (type) {
    case 'int32':
    case 'int64':
    case 'double':
      return 'number';
    case 'bytes':
    case 'time':
    case 'quantity':
      return 'string';
    case 'intOrString':
      return 'number | string';
    case 'any':
      return 'unknown';
    default:
      return type;
  }
}
const wrap = (type) => (/[ |]/.test(type) ? `(${type})` : type);
const keyOf = (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`);

const lines = ['// Generated by scripts/generate-schema.mjs from @kubernetes/client-node. Do not edit.', ''];
for (const [name, fields] of Object.entries(sorted)) {
  lines.push(`export interface ${name} {`);
  for (const [key, marked] of Object.entries(fields)) {
    const required = marked.endsWith('!') && !['Status'].includes(name);
    const type = tsType(required ? marked.slice(0, -1) : marked.replace(/!$/, ''));
    lines.push(`  readonly ${keyOf(key)}${required ? `: ${type}` : `?: ${type} | undefined`};`);
  }
  lines.push('}', '');
}
writeFileSync(join(outFolder, 'types.ts'), lines.join('\n'));
console.log(`${Object.keys(sorted).length} models`);
