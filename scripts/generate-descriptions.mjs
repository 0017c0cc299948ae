// What `kubectl explain` says: joins the comments of the official client, which lack those of fields that are objects,
// with those of the package `kubernetes-models`, and takes the values that a field may have from its types. Run after
// `generate-schema.mjs`, which names the models and fields: `npm run generate`. Writes `descriptions.json` and `enums.json`.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// Elsewhere than in node_modules when it is said so: `node scripts/generate-descriptions.mjs FOLDER`.
const packages = process.argv[2] ?? join(root, 'node_modules');
const explainFolder = join(root, 'main/shell/kubectl/explain/generated');

const schema = JSON.parse(readFileSync(join(root, 'main/engine/api/generated/schema.json'), 'utf8'));
const ofClient = JSON.parse(readFileSync(join(explainFolder, 'descriptions.json'), 'utf8'));

const groupFolders = ['v1', ...foldersOf('kubernetes-models'), 'autoscaling/v1'];
const metaFolder = join(packages, '@kubernetes-models/apimachinery');

/** Every stable version of every group in the package. */
function foldersOf(name) {
  return readdirSync(join(packages, name), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(packages, name, entry.name, 'v1')))
    .map((entry) => `${entry.name}/v1`);
}

const prefixes = {
  V2: 'autoscaling/v2',
  RbacV1: 'rbac.authorization.k8s.io/v1',
  ApiextensionsV1: 'apiextensions.k8s.io/v1',
  Core: 'v1',
  Discovery: 'discovery.k8s.io/v1',
};

/** The declaration of a model of ours; undefined when the package has none. */
function declarationOf(model) {
  const places = groupFolders.map((folder) => [folder, model]);
  for (const [prefix, folder] of Object.entries(prefixes)) {
    const bare = model.slice(prefix.length);
    if (model.startsWith(prefix) && /^[A-Z]/.test(bare)) places.unshift([folder, bare]);
  }
  const paths = places.map(([folder, name]) => join(packages, 'kubernetes-models', folder, `${name}.d.ts`));
  const path = [...paths, join(metaFolder, `apis/meta/v1/${model}.d.ts`)].find(existsSync);
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}

const textOf = (comment) =>
  comment
    .replace(/^\s*\* ?/gm, '')
    .replaceAll('\\*', '*')
    .replace(/\n@deprecated\s*$/, '')
    .trim();

// The package speaks of v1.36: what v1.35 said otherwise, by model and field.
const portworx = [/\.$/, ' when the CSIMigrationPortworx feature-gate is on.'];
const wordsOf135 = {
  'PersistentVolumeSpec.portworxVolume': portworx,
  'Volume.portworxVolume': portworx,
  'Volume.image': ['read-only (ro).', 'read-only (ro) and non-executable files (noexec).'],
  'PodCondition.observedGeneration': [
    /$/,
    ' The PodObservedGenerationTracking feature gate must be enabled to use this field.',
  ],
  'PodSpec.hostUsers': [
    /$/,
    ' This field is alpha-level and is only honored by servers that enable the UserNamespacesSupport feature.',
  ],
  'PodSpec.workloadRef': [
    /^$/,
    'WorkloadRef provides a reference to the Workload object that this Pod belongs to. This field is used by the scheduler to identify the PodGroup and apply the correct group scheduling policies. The Workload object referenced by this field may not exist at the time the Pod is created. This field is immutable, but a Workload object with the same name may be recreated with different policies. Doing this during pod scheduling may result in the placement not conforming to the expected policies.',
  ],
  'PodResourceClaim.': [/\s*When the DRAWorkloadResourceClaims feature.*$/s, ''],
  'PodResourceClaim.resourceClaimTemplateName': [/When the DRAWorkloadResourceClaims feature[^\n]*\s*/, ''],
  'PodResourceClaimStatus.resourceClaimName': [
    /\s*When the DRAWorkloadResourceClaims feature.*?(?=\s*If this is unset)/s,
    '',
  ],
  'SecurityContext.procMount': [' Note that', ' This requires the ProcMountType feature flag to be enabled. Note that'],
};
const in135 = (field, text) => text.replace(...(wordsOf135[field] ?? ['', '']));

const COMMENT = String.raw`\/\*\*\n((?:\s*\*(?!\/).*\n)+)\s*\*\/\n`;

/** What the comment over the type itself says. */
const ofType = (declaration) => textOf(new RegExp(`${COMMENT}export (?:interface|type) `).exec(declaration)?.[1] ?? '');

/** The fields of the interface with their comments and types. */
function fieldsOf(declaration) {
  const [, body = ''] = /export interface \w+[^{]*\{([\s\S]*?)\n\}/.exec(declaration) ?? [];
  const fields = body.matchAll(new RegExp(`${COMMENT}\\s*"([^"]+)"\\??: (.*);`, 'g'));
  return [...fields].map(([, comment, name, type]) => ({ name, text: textOf(comment), type }));
}

const valuesOf = (type) =>
  /^"[^"]*"( \| "[^"]*")+$/.test(type) ? type.split(' | ').map((value) => JSON.parse(value)) : [];

const descriptions = {};
const enums = {};
for (const [model, fields] of Object.entries(schema)) {
  const known = ofClient[model] ?? {};
  const declaration = declarationOf(model) ?? '';
  const described = (descriptions[model] = { '': in135(`${model}.`, ofType(declaration) || known[''] || '') });
  const found = new Map(fieldsOf(declaration).map((field) => [field.name, field]));
  for (const name of Object.keys(fields)) {
    const text = in135(`${model}.${name}`, found.get(name)?.text || known[name] || '');
    if (text !== '') described[name] = text;
    const values = valuesOf(found.get(name)?.type ?? '');
    if (values.length > 0) enums[`${model}.${name}`] = values;
  }
}

// Types that are no models of ours, under the names that the tables of fields have for them.
const plain = {
  time: join(metaFolder, 'apis/meta/v1/Time.d.ts'),
  microTime: join(metaFolder, 'apis/meta/v1/MicroTime.d.ts'),
  fieldsV1: join(metaFolder, 'apis/meta/v1/FieldsV1.d.ts'),
  rawExtension: join(metaFolder, 'runtime/RawExtension.d.ts'),
  intOrString: join(metaFolder, 'util/intstr/IntOrString.d.ts'),
  quantity: join(packages, 'kubernetes-types/api/resource.d.ts'),
};
for (const [name, path] of Object.entries(plain)) descriptions[name] = { '': ofType(readFileSync(path, 'utf8')) };

writeFileSync(join(explainFolder, 'descriptions.json'), JSON.stringify(descriptions, null, 1) + '\n');
writeFileSync(join(explainFolder, 'enums.json'), JSON.stringify(enums, null, 1) + '\n');
console.log(`${Object.keys(enums).length} fields with values`);
