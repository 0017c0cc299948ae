// What a kind is to the API: its names, its rules and how it is shown. Each lives in a folder of `engine/kinds`;
// the registry there lists them all.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Micros } from '../kernel/time.ts';
import type { Decoded } from './decode.ts';
import type { RandomStream } from '../kernel/random.ts';
import type * as k from './generated/types.ts';
import type { FieldError, Named } from './status.ts';

/** The kinds served now, by the plural name that URLs use. */
export interface KindMap {
  nodes: k.Node;
  namespaces: k.Namespace;
  pods: k.Pod;
  replicationcontrollers: k.ReplicationController;
  services: k.Service;
  endpoints: k.Endpoints;
  endpointslices: k.EndpointSlice;
  configmaps: k.ConfigMap;
  events: k.Event;
  leases: k.Lease;
  secrets: k.Secret;
  serviceaccounts: k.ServiceAccount;
  persistentvolumes: k.PersistentVolume;
  persistentvolumeclaims: k.PersistentVolumeClaim;
  storageclasses: k.StorageClass;
  ingresses: k.Ingress;
  ingressclasses: k.IngressClass;
  networkpolicies: k.NetworkPolicy;
  priorityclasses: k.PriorityClass;
  resourcequotas: k.ResourceQuota;
  limitranges: k.LimitRange;
  roles: k.Role;
  rolebindings: k.RoleBinding;
  clusterroles: k.ClusterRole;
  clusterrolebindings: k.ClusterRoleBinding;
  customresourcedefinitions: k.CustomResourceDefinition;
  daemonsets: k.DaemonSet;
  replicasets: k.ReplicaSet;
  deployments: k.Deployment;
  statefulsets: k.StatefulSet;
  controllerrevisions: k.ControllerRevision;
  jobs: k.Job;
  cronjobs: k.CronJob;
  horizontalpodautoscalers: k.V2HorizontalPodAutoscaler;
  poddisruptionbudgets: k.PodDisruptionBudget;
}
export type ResourceName = keyof KindMap;

/** `T` with every readonly taken off, for objects under construction. */
export type Draft<T> = T extends readonly (infer U)[]
  ? Draft<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Draft<T[K]> }
    : T;

/** Settings of the API server and of the whole cluster; the preset and the components' flags decide them. */
export interface ClusterSettings {
  readonly clusterName: string;
  /** Where clients find the API server, `ip:port`. */
  readonly apiServerAddress: string;
  readonly serviceCidr: string;
  readonly podCidr: string;
  readonly nodePorts: { readonly low: number; readonly high: number };
  /** Provisioners of storage classes that are there, by name; all others are waited for in vain. */
  readonly provisioners?: readonly string[] | undefined;
  /** Addresses for Services of type LoadBalancer; without them nobody balances, and such Services stay pending. */
  readonly loadBalancerIps?: readonly string[] | undefined;
  /** What the network plugin makes of NetworkPolicies: flannel by itself ignores them. Enforced unless told. */
  readonly networkPolicies?: 'enforced' | 'ignored' | undefined;
}

/** What the rules of a kind may know of the rest of the cluster. */
export interface AdmissionContext {
  readonly now: Micros;
  readonly settings: ClusterSettings;
  readonly random: RandomStream;
  get<R extends ResourceName>(resource: R, namespace: string, name: string): KindMap[R] | undefined;
  all<R extends ResourceName>(resource: R): Iterable<KindMap[R]>;
}

export interface Column<T> {
  readonly name: string;
  /** 1 for columns that only `-o wide` shows. */
  readonly priority: 0 | 1;
  cell(object: T, context: PrintContext): string;
}

/** What printing may look up: the moment, and other objects (events for describe, Pods for a node). */
export interface PrintContext {
  readonly now: Micros;
  list<R extends ResourceName>(resource: R): readonly KindMap[R][];
}

/** Where a kind keeps its size: paths as in `spec.replicas`. */
export interface ScalePaths {
  readonly specReplicas: string;
  readonly statusReplicas: string;
  /** Of a selector as text, if there is one. */
  readonly selector?: string | undefined;
}

export interface KindDefinition<T extends KubeObject> extends Named {
  readonly resource: string;
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** Name of the model in `generated/schema.json` by which bodies are decoded. */
  readonly model: string;
  /** Whether `metadata.generation` counts changes of the spec. */
  readonly generation: boolean;
  /** Whether `status` changes only through the status subresource. */
  readonly statusSubresource: boolean;
  /** Fills in what was left out, on an object that belongs to the caller. */
  defaults(object: Draft<T>): void;
  /** What the API server itself decides on creation, after defaults: addresses, phases, tolerations. */
  admit?(object: Draft<T>, context: AdmissionContext): ApiStatus | undefined;
  /** The same on a change of the spec; `object` holds the new state. */
  admitUpdate?(object: Draft<T>, previous: T, context: AdmissionContext): ApiStatus | undefined;
  /** What is wrong with an object; `previous` is undefined on creation. */
  validate(object: T, previous?: T): readonly FieldError[];
  /** What may not change. */
  validateUpdate(object: T, previous: T): readonly FieldError[];
  /** What may not change by a subresource other than `status` and `scale`. */
  validateSubresource?(subresource: string, object: T, previous: T): readonly FieldError[];
  /** What is wrong with a status that somebody writes. */
  validateStatus?(object: T, previous: T): readonly FieldError[];
  /** What the API server warns of when a person creates (`previous` is undefined) or changes an object. */
  warnings?(object: T, previous: T | undefined): readonly string[];
  /** What is wrong with a name; the rule of DNS subdomains when it is left out. */
  nameFaults?(name: string): readonly string[];
  /** Warned of at every access: `v1 Endpoints is deprecated in v1.33+; use …`. */
  readonly deprecation?: string;
  /** Fields that selectors may name beside `metadata.name` and `metadata.namespace`: `spec.nodeName`. */
  readonly selectableFields?: readonly string[];
  /**
   * Seconds of grace a deletion gives; undefined for kinds that go at once. `requested` is what the caller asked for.
   */
  gracePeriod?(object: T, requested: number | undefined): number;
  /** Where kinds that are made at run time keep their size; the kinds of workloads are known. */
  readonly scale?: ScalePaths;
  /** How bodies are read; by `model` when it is left out. */
  readonly decode?: (body: JsonObject) => Decoded;
  /** The name of its table in the store where that is not `resource`: for custom resources, whose names may clash. */
  readonly storedAs?: string;
  readonly columns: readonly Column<T>[];
  describe(object: T, context: PrintContext): string;
  /** In which other words its objects are served beside. */
  readonly versions?: readonly KindVersion[];
}

/** A further version of a kind: the same objects in other words. */
export interface KindVersion {
  readonly group: string;
  readonly version: string;
  readonly model: string;
  /** Where tables show other columns in this version. */
  readonly columns?: readonly Column<KubeObject>[];
  readonly deprecation?: string | undefined;
  readonly toStored: (object: KubeObject) => KubeObject;
  readonly fromStored: (object: KubeObject) => KubeObject;
}

/** A kind of which it is not known here which it is. */
export type AnyKind = KindDefinition<KubeObject>;

export type KindRegistry = { readonly [R in ResourceName]: KindDefinition<KindMap[R]> };

export const apiVersionOf = (kind: { readonly group: string; readonly version: string }): string =>
  kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;

/** The key of an object in stores and caches: `namespace/name`, or the name alone for what has no namespace. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata ?? {};
  return objectKey(namespace ?? '', name ?? '');
}

export function objectKey(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}
