// Objects in an order in which each finds what it needs.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { titleOf } from './identity.ts';

const ORDER = [
  ...['Namespace', 'CustomResourceDefinition', 'PriorityClass', 'StorageClass', 'IngressClass', 'ServiceAccount'],
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'Secret', 'ConfigMap'],
  ...['PersistentVolume', 'PersistentVolumeClaim', 'NetworkPolicy', 'Service', 'Endpoints', 'EndpointSlice', 'Ingress'],
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'CronJob', 'Job', 'Pod'],
  ...['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'LimitRange', 'ResourceQuota'],
];

/** Where a kind stands; those that nobody else needs come last. */
export function rankOf({ kind = '' }: KubeObject): number {
  const rank = ORDER.indexOf(kind);
  return rank < 0 ? ORDER.length : rank;
}

/** Whether others can only be made a while after it: what lies in a namespace, what is of a kind that is defined. */
export const isGround = (object: KubeObject): boolean => rankOf(object) <= ORDER.indexOf('ServiceAccount');

/** Sorted by kind, then by namespace and name. */
export function inDependencyOrder<T extends KubeObject>(objects: readonly T[]): T[] {
  return [...objects].sort((a, b) => rankOf(a) - rankOf(b) || compare(titleOf(a), titleOf(b)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
