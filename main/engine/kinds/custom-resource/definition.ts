// Models staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/customresource_handler.go and
// pkg/registry/customresource (v1.35): a kind that a CustomResourceDefinition makes at run time.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { type Decoded, decode } from '../../api/decode.ts';
import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../../api/generated/types.ts';
import type { AnyKind, KindVersion } from '../../api/resources.ts';
import { methodNotSupported } from '../../api/status.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { describeGenerically } from '../generic-description.ts';
import { customColumns } from './columns.ts';
import { fillDefaults, pruneObject } from './prune.ts';
import { ruleTreeOfObjects } from './rules/rules.ts';
import { validateCustom, validateCustomStatus } from './validate.ts';
import { byPriority } from './version-order.ts';

/** The kind of a definition in the version that clients prefer; undefined when no version is served. */
export function customKind(definition: CustomResourceDefinition): AnyKind | undefined {
  const { spec, metadata } = definition;
  const served = spec.versions.filter((version) => version.served).sort((a, b) => byPriority(a.name, b.name));
  const [version] = served;
  if (!version) return undefined;
  const { names, group } = spec;
  const scale = version.subresources?.scale;
  const validated = { version, rules: ruleTreeOfObjects(version.schema?.openAPIV3Schema ?? {}) };
  return {
    resource: names.plural,
    storedAs: metadata?.name ?? `${names.plural}.${group}`,
    kind: names.kind,
    group,
    version: version.name,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: spec.scope === 'Namespaced',
    model: '',
    generation: true,
    statusSubresource: version.subresources?.status !== undefined,
    ...(version.deprecated && { deprecation: deprecationOf(definition, version) }),
    selectableFields: (version.selectableFields ?? []).map(({ jsonPath }) => jsonPath.slice(1)),
    ...(scale && {
      scale: {
        specReplicas: scale.specReplicasPath,
        statusReplicas: scale.statusReplicasPath,
        selector: scale.labelSelectorPath ?? '',
      },
    }),
    decode: (body) => decodeCustom(served, group, body),
    defaults: () => undefined,
    admit: () => (isTerminating(definition) ? refusedCreation(definition) : undefined),
    validate: (object, previous) => validateCustom(validated, object, previous),
    validateUpdate: () => [],
    validateStatus: (object, previous) => validateCustomStatus(validated, object, previous),
    columns: customColumns(version.additionalPrinterColumns),
    describe: describeGenerically,
    versions: served.slice(1).map((other) => otherVersion(definition, other, version.name)),
  };
}

const isTerminating = ({ status }: CustomResourceDefinition): boolean =>
  status?.conditions?.some((condition) => condition.type === 'Terminating' && condition.status === 'True') ?? false;

/** Kinds that are about to go take no new objects. */
function refusedCreation({ spec: { names, group } }: CustomResourceDefinition): ApiStatus {
  const status = methodNotSupported({ group, resource: names.plural, kind: names.kind }, 'create');
  return { ...status, message: 'create not allowed while custom resource definition is terminating' };
}

/** A version beside the preferred one: nothing but the name is converted, and what its schema does not know is not shown. */
function otherVersion(
  definition: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  preferred: string,
): KindVersion {
  const { group } = definition.spec;
  const schema = version.schema?.openAPIV3Schema ?? {};
  return {
    group,
    version: version.name,
    model: '',
    columns: customColumns(version.additionalPrinterColumns),
    deprecation: version.deprecated ? deprecationOf(definition, version) : undefined,
    toStored: (object) => ({ ...object, apiVersion: `${group}/${preferred}` }),
    fromStored: (object) => ({
      ...(fillDefaults(schema, pruneObject(schema, { ...object }, [])) as object),
      apiVersion: `${group}/${version.name}`,
    }),
  };
}

function deprecationOf({ spec }: CustomResourceDefinition, version: CustomResourceDefinitionVersion): string {
  return version.deprecationWarning ?? `${spec.group}/${version.name} ${spec.names.kind} is deprecated`;
}

/** Reads a body by the schema of the version that it names; it is kept in the version that clients prefer. */
function decodeCustom(served: readonly CustomResourceDefinitionVersion[], group: string, body: JsonObject): Decoded {
  const [preferred] = served;
  const version = served.find(({ name }) => body['apiVersion'] === `${group}/${name}`);
  if (!version || !preferred) {
    return { ok: false, message: `no version of the kind is served as ${String(body['apiVersion'])}` };
  }
  const { metadata = {}, ...fields } = body;
  const read = isJsonObject(metadata) ? decode('ObjectMeta', metadata) : undefined;
  if (!read) return { ok: false, message: 'json: cannot unmarshal metadata into Go value of type v1.ObjectMeta' };
  if (!read.ok) return read;
  const unknown: string[] = [];
  const schema = version.schema?.openAPIV3Schema ?? {};
  const pruned = pruneObject(schema, fields, unknown);
  const object: KubeObject = {
    ...(fillDefaults(schema, pruned) as object),
    apiVersion: `${group}/${preferred.name}`,
    metadata: read.object,
  };
  const strict = read.strict.map((fault) => fault.replace('"', '"metadata.'));
  return { ok: true, object, strict: [...strict, ...unknown.map((path) => `unknown field "${path}"`)] };
}
