// Objects of a cluster without what tells whose it is: names of namespaces, objects, hosts and registries, addresses,
// values of labels, variables and configuration. Annotations and messages go. Who referred to whom still does.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { textAt, without } from '../json-draft.ts';
import { Addresses } from './addresses.ts';
import { Aliases } from './aliases.ts';
import { Images } from './images.ts';
import { LabelValues } from './labels.ts';
import { Names } from './names.ts';
import { Texts } from './texts.ts';

/** Fields that hold the name of an object. */
const NAMES = new Set([
  ...[
    'serviceName',
    'secretName',
    'claimName',
    'volumeName',
    'storageClassName',
    'serviceAccountName',
    'configMapName',
  ],
  ...['serviceAccount', 'priorityClassName', 'ingressClassName', 'subdomain', 'resourceNames', 'containerName'],
]);
/** Objects below these fields refer to another by its name. */
const REFERENCES = new Set([
  ...['configMapRef', 'secretRef', 'configMapKeyRef', 'secretKeyRef', 'configMap', 'secret', 'imagePullSecrets'],
  ...['claimRef', 'scaleTargetRef', 'roleRef', 'service', 'ownerReferences', 'dataSource', 'targetRef', 'secrets'],
]);
const HOSTS = new Set(['host', 'hosts', 'externalName', 'hostname', 'hostnames', 'server', 'searches']);
const LABELS = new Set(['labels', 'matchLabels', 'selector', 'nodeSelector']);
const WORDS = new Set(['command', 'args']);
const IMAGES = new Set(['image', 'imageID']);
/** Free text, and what tells machines and disks apart for ever. */
const DROPPED = [
  'annotations',
  'message',
  'managedFields',
  'selfLink',
  'providerID',
  'volumeHandle',
  'volumeAttributes',
];

export class Anonymiser {
  readonly #names: Names;
  readonly #images = new Images();
  readonly #addresses: Addresses;
  readonly #labels: LabelValues;
  readonly #texts: Texts;
  readonly #users = new Aliases((number) => `user-${String(number)}`);

  /** Knows all names that stand among `objects`. */
  constructor(objects: readonly KubeObject[]) {
    this.#names = new Names(objects);
    this.#addresses = new Addresses(this.#names);
    this.#labels = new LabelValues(this.#names);
    this.#texts = new Texts(this.#names, this.#addresses);
  }

  rename(object: KubeObject): KubeObject {
    if (!isJsonObject(object)) return object;
    const kind = textAt(object, 'kind');
    const renamed = this.#map(object, '');
    const { metadata } = renamed;
    if (!isJsonObject(metadata)) return renamed;
    return { ...this.#withoutContent(kind, renamed), metadata: { ...metadata, ...this.#identity(kind, object) } };
  }

  #identity(kind: string, { metadata }: KubeObject): JsonObject {
    const { name = '', namespace, generateName } = metadata ?? {};
    return {
      name: this.#nameOf(kind, name),
      ...(namespace !== undefined && { namespace: this.#names.namespace(namespace) }),
      ...(generateName !== undefined && { generateName: `${this.#names.of(generateName.replace(/-$/, ''))}-` }),
    };
  }

  #nameOf(kind: string, name: string): string {
    if (kind === 'Namespace') return this.#names.namespace(name);
    return kind === 'Node' ? this.#names.node(name) : this.#names.of(name);
  }

  /** Files and settings keep their names; what is in them is somebody's. */
  #withoutContent(kind: string, object: JsonObject): JsonObject {
    if (kind !== 'ConfigMap' && kind !== 'Secret') return object;
    const { data } = object;
    const rest = without(object, 'binaryData', 'stringData');
    if (!isJsonObject(data) || kind === 'Secret') return rest;
    return { ...rest, data: mapValues(data, (value) => (typeof value === 'string' ? this.#texts.of(value) : value)) };
  }

  #map(map: JsonObject, under: string): JsonObject {
    if (isSubject(map)) return { ...map, name: this.#users.of(textAt(map, 'name')) };
    if (LABELS.has(under) && Object.values(map).every((value) => typeof value === 'string')) return this.#labelMap(map);
    const { key, values, value } = map;
    const of = textAt(map, 'key');
    return {
      ...mapEntries(without(map, ...DROPPED), (name, child) => this.#value(child, name, under)),
      // Terms of selectors, taints and tolerations.
      ...(typeof key === 'string' && !REFERENCES.has(under) && { key: this.#addresses.key(key) }),
      ...(typeof key === 'string' &&
        Array.isArray(values) && { values: values.map((one) => this.#labels.of(of, String(one))) }),
      ...(typeof key === 'string' && typeof value === 'string' && { value: this.#labels.of(of, value) }),
      // Variables and headers.
      ...(typeof map['name'] === 'string' && typeof value === 'string' && { value: this.#texts.of(value) }),
    };
  }

  #labelMap(map: JsonObject): JsonObject {
    const entries = Object.entries(map).map(([key, value]) => [
      this.#addresses.key(key),
      this.#labels.of(key, String(value)),
    ]);
    return Object.fromEntries(entries) as JsonObject;
  }

  #value(value: unknown, key: string, under: string): unknown {
    if (Array.isArray(value)) return value.map((item: unknown) => this.#value(item, key, under));
    if (isJsonObject(value)) return this.#map(value, key);
    return typeof value === 'string' ? this.#text(value, key, under) : value;
  }

  #text(text: string, key: string, under: string): string {
    if (key === 'name') return REFERENCES.has(under) ? this.#names.of(text) : this.#names.ifKnown(text);
    if (key === 'namespace' || key === 'namespaces') return this.#names.namespace(text);
    if (key === 'nodeName') return this.#names.node(text);
    if (key === 'topologyKey' || key === 'apiGroups') return this.#addresses.key(text);
    if (NAMES.has(key)) return this.#names.of(text);
    if (IMAGES.has(key)) return this.#images.of(text);
    if (WORDS.has(key)) return this.#texts.word(text);
    if (key === 'targetPort' || key === 'port') return this.#names.ifKnown(text);
    if (this.#addresses.isAddress(text)) return this.#addresses.of(text);
    return HOSTS.has(key) ? this.#addresses.host(text) : text;
  }
}

/** Somebody who is given a Role, other than an account of the cluster's own. */
const isSubject = (map: JsonObject): boolean =>
  (map['kind'] === 'User' || map['kind'] === 'Group') && !textAt(map, 'name').startsWith('system:');

function mapEntries(map: JsonObject, rewrite: (key: string, value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, rewrite(key, value)]));
}

const mapValues = (map: JsonObject, rewrite: (value: unknown) => unknown): JsonObject =>
  mapEntries(map, (_, value) => rewrite(value));
