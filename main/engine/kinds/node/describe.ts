// Models describeNode in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Node, Taint } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { longTime } from '../ages.ts';
import { Description, describeEvents, describeLines, describeMetadata, describeName } from '../description.ts';
import { sortedKeys } from '../label-text.ts';
import { describeNodeUse } from './describe-use.ts';
import { nodeRoles } from './status.ts';

const LEASE_NAMESPACE = 'kube-node-lease';

export function describeNode(node: Node, context: PrintContext): string {
  const { metadata, spec, status } = node;
  const description = new Description();
  describeName(description, node);
  description.line(0, `Roles:\t${nodeRoles(node).join(',') || '<none>'}`);
  describeMetadata(description, node);
  description.line(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  describeLines(description, 'Taints', sortedTaints(spec?.taints ?? []).map(taintText));
  description.line(0, `Unschedulable:\t${spec?.unschedulable ?? false}`);
  describeNodeLease(description, node, context);
  describeConditions(description, node);
  description.line(0, 'Addresses:');
  for (const { type, address } of status?.addresses ?? []) description.line(1, `${type}:\t${address}`);
  describeAmounts(description, 'Capacity', status?.capacity);
  describeAmounts(description, 'Allocatable', status?.allocatable);
  describeSystem(description, node);
  describeNodeUse(description, node, context);
  // The kubelet reports its node under the node's name, the controllers under its UID.
  describeEvents(description, node, context, [metadata?.uid, metadata?.name]);
  return description.toString();
}

function sortedTaints(taints: readonly Taint[]): Taint[] {
  const keyOf = ({ key, effect }: Taint) => `${effect}\0${key}`;
  return [...taints].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

const taintText = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ''}:${effect}`;

function describeNodeLease(description: Description, { metadata }: Node, context: PrintContext): void {
  const name = metadata?.name ?? '';
  const lease = context
    .list('leases')
    .find((other) => other.metadata?.namespace === LEASE_NAMESPACE && other.metadata.name === name);
  if (!lease) {
    description.line(0, `Lease:\tFailed to get lease: leases.coordination.k8s.io "${name}" not found`);
    return;
  }
  const { holderIdentity = '<unset>', acquireTime, renewTime } = lease.spec ?? {};
  description.line(0, 'Lease:');
  description.line(1, `HolderIdentity:\t${holderIdentity}`);
  description.line(1, `AcquireTime:\t${acquireTime ? longTime(acquireTime) : '<unset>'}`);
  description.line(1, `RenewTime:\t${renewTime ? longTime(renewTime) : '<unset>'}`);
}

function describeConditions(description: Description, { status }: Node): void {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return;
  description.line(0, 'Conditions:');
  description.line(1, 'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
  description.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const { type, status: state, lastHeartbeatTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    const times = [longTime(lastHeartbeatTime), longTime(lastTransitionTime)];
    description.line(1, [type, state, ...times, reason].map((cell) => `${cell} \t`).join('') + message);
  }
}

function describeAmounts(
  description: Description,
  title: string,
  amounts: Readonly<Record<string, string>> | undefined,
): void {
  const names = sortedKeys(amounts);
  if (names.length > 0) description.line(0, `${title}:`);
  for (const name of names) description.line(1, `${name}:\t${amounts?.[name] ?? ''}`);
}

function describeSystem(description: Description, { spec, status }: Node): void {
  const info = status?.nodeInfo;
  const facts: readonly (readonly [title: string, fact: string | undefined])[] = [
    ['Machine ID', info?.machineID],
    ['System UUID', info?.systemUUID],
    ['Boot ID', info?.bootID],
    ['Kernel Version', info?.kernelVersion],
    ['OS Image', info?.osImage],
    ['Operating System', info?.operatingSystem],
    ['Architecture', info?.architecture],
    ['Container Runtime Version', info?.containerRuntimeVersion],
    ['Kubelet Version', info?.kubeletVersion],
    ['Kube-Proxy Version', info?.kubeProxyVersion],
  ];
  description.line(0, 'System Info:');
  for (const [title, fact = ''] of facts) description.line(1, `${title}:\t${fact}`);
  if (spec?.podCIDR) description.line(0, `PodCIDR:\t${spec.podCIDR}`);
  if (spec?.podCIDRs) description.line(0, `PodCIDRs:\t${spec.podCIDRs.join(',')}`);
  if (spec?.providerID) description.line(0, `ProviderID:\t${spec.providerID}`);
}
