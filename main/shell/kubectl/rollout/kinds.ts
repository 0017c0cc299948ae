// Models GroupKindElement of staging/src/k8s.io/kubectl/pkg/apps/kind_visitor.go (v1.35): the kinds with Pods that
// `rollout` tells from all others.
import type { DiscoveredResource } from '../../api-client.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

const workloads = [
  'DaemonSet.apps',
  'Deployment.apps',
  'Job.batch',
  'Pod',
  'ReplicaSet.apps',
  'ReplicationController',
  'StatefulSet.apps',
  'CronJob.batch',
];

/** `Deployment.apps`, or `Pod` in the core group. */
export const groupKindOf = ({ kind, group }: DiscoveredResource): string => (group === '' ? kind : `${kind}.${group}`);

/** The failure for a kind without revisions; `what` kubectl looked for: `history viewer`. */
export function withoutHistory(resource: DiscoveredResource, what: string, action: string): PlainError {
  const groupKind = groupKindOf(resource);
  if (workloads.includes(groupKind)) return new PlainError(`no ${what} has been implemented for "${groupKind}"`);
  const visited = `no visitor method exists for {${resource.group} ${resource.kind}}`;
  return new PlainError(`error ${action} for "${groupKind}", ${visited}`);
}

/** Throws PlainError unless the command names something. */
export function requireResource({ args, flags }: CommandContext): void {
  if (args.length > 0 || flags.list('filename').length > 0 || flags.text('kustomize') !== '') return;
  throw new PlainError('required resource not specified');
}
