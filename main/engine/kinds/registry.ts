// All kinds that the API server serves. A new kind is a folder beside this file and a line in it.
import { apiVersionOf, type KindDefinition, type KindRegistry, type ResourceName } from '../api/resources.ts';
import { clusterRoleBindingKind } from './cluster-role-binding/definition.ts';
import { clusterRoleKind } from './cluster-role/definition.ts';
import { configMapKind } from './config-map/definition.ts';
import { controllerRevisionKind } from './controller-revision/definition.ts';
import { cronJobKind } from './cron-job/definition.ts';
import { customResourceDefinitionKind } from './custom-resource-definition/definition.ts';
import { daemonSetKind } from './daemon-set/definition.ts';
import { deploymentKind } from './deployment/definition.ts';
import { endpointSliceKind } from './endpoint-slice/definition.ts';
import { endpointsKind } from './endpoints/definition.ts';
import { eventKind } from './event/definition.ts';
import { horizontalPodAutoscalerKind } from './horizontal-pod-autoscaler/definition.ts';
import { ingressClassKind } from './ingress-class/definition.ts';
import { ingressKind } from './ingress/definition.ts';
import { jobKind } from './job/definition.ts';
import { leaseKind } from './lease/definition.ts';
import { limitRangeKind } from './limit-range/definition.ts';
import { namespaceKind } from './namespace/definition.ts';
import { networkPolicyKind } from './network-policy/definition.ts';
import { nodeKind } from './node/definition.ts';
import { persistentVolumeClaimKind } from './persistent-volume-claim/definition.ts';
import { persistentVolumeKind } from './persistent-volume/definition.ts';
import { podDisruptionBudgetKind } from './pod-disruption-budget/definition.ts';
import { podKind } from './pod/definition.ts';
import { priorityClassKind } from './priority-class/definition.ts';
import { replicaSetKind } from './replica-set/definition.ts';
import { replicationControllerKind } from './replication-controller/definition.ts';
import { resourceQuotaKind } from './resource-quota/definition.ts';
import { roleBindingKind } from './role-binding/definition.ts';
import { roleKind } from './role/definition.ts';
import { secretKind } from './secret/definition.ts';
import { serviceAccountKind } from './service-account/definition.ts';
import { serviceKind } from './service/definition.ts';
import { statefulSetKind } from './stateful-set/definition.ts';
import { storageClassKind } from './storage-class/definition.ts';

export const kinds = {
  nodes: nodeKind,
  namespaces: namespaceKind,
  pods: podKind,
  replicationcontrollers: replicationControllerKind,
  services: serviceKind,
  endpoints: endpointsKind,
  endpointslices: endpointSliceKind,
  configmaps: configMapKind,
  events: eventKind,
  leases: leaseKind,
  secrets: secretKind,
  serviceaccounts: serviceAccountKind,
  persistentvolumes: persistentVolumeKind,
  persistentvolumeclaims: persistentVolumeClaimKind,
  storageclasses: storageClassKind,
  ingresses: ingressKind,
  ingressclasses: ingressClassKind,
  networkpolicies: networkPolicyKind,
  priorityclasses: priorityClassKind,
  resourcequotas: resourceQuotaKind,
  limitranges: limitRangeKind,
  roles: roleKind,
  rolebindings: roleBindingKind,
  clusterroles: clusterRoleKind,
  clusterrolebindings: clusterRoleBindingKind,
  customresourcedefinitions: customResourceDefinitionKind,
  daemonsets: daemonSetKind,
  replicasets: replicaSetKind,
  deployments: deploymentKind,
  statefulsets: statefulSetKind,
  controllerrevisions: controllerRevisionKind,
  jobs: jobKind,
  cronjobs: cronJobKind,
  horizontalpodautoscalers: horizontalPodAutoscalerKind,
  poddisruptionbudgets: podDisruptionBudgetKind,
} satisfies KindRegistry;

type Names = Pick<KindDefinition<never>, 'resource' | 'kind' | 'group' | 'version' | 'singular' | 'shortNames'>;

/** The names under which resources are found. Throws when two kinds, or two names of one kind, are the same. */
export class KindNames {
  readonly #byKind = new Map<string, string>();
  readonly #byAlias = new Map<string, string>();

  constructor(definitions: readonly Names[]) {
    for (const definition of definitions) {
      const { resource, kind, group, singular, shortNames } = definition;
      enter(this.#byKind, `${apiVersionOf(definition)} ${kind}`, resource);
      const aliases = new Set([resource, singular, ...shortNames]);
      for (const alias of aliases) {
        enter(this.#byAlias, alias, resource);
        if (group !== '') enter(this.#byAlias, `${alias}.${group}`, resource);
      }
    }
  }

  ofKind(apiVersion: string, kind: string): string | undefined {
    return this.#byKind.get(`${apiVersion} ${kind}`);
  }

  ofAlias(alias: string): string | undefined {
    return this.#byAlias.get(alias.toLowerCase());
  }
}

function enter(names: Map<string, string>, name: string, resource: string): void {
  const holder = names.get(name);
  if (holder !== undefined) throw new Error(`kinds: ${name} names both ${holder} and ${resource}`);
  names.set(name, resource);
}

export const resourceNames = Object.keys(kinds) as readonly ResourceName[];
const names = new KindNames(Object.values(kinds));

/** The resource of an `apiVersion` and `kind` as manifests give them; undefined when it is not served. */
export function kindByKind(apiVersion: string, kind: string): ResourceName | undefined {
  return asResource(names.ofKind(apiVersion, kind));
}

/** The resource that a person means by a plural, singular or short name: `pods`, `pod`, `po`, `ds`, `daemonsets.apps`. */
export function resourceByAlias(alias: string): ResourceName | undefined {
  return asResource(names.ofAlias(alias));
}

const asResource = (resource: string | undefined): ResourceName | undefined =>
  resourceNames.find((known) => known === resource);
