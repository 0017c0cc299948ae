// Models pkg/kubelet/nodestatus/setters.go and kubelet_node_status.go (v1.35): the Node as its kubelet describes it.
import type { Node, NodeCondition, NodeStatus } from '../api/generated/types.ts';
import { type Micros, toTimestamp } from '../kernel/time.ts';
import { digestOf } from '../kernel/digest.ts';
import type { Machine } from '../runtime/machine.ts';
import type { MachineSpec } from '../runtime/machine-spec.ts';
import type { Pressure } from './eviction/signals.ts';

interface Verdict {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

const NETWORK_FAULT =
  'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady ' +
  'message:Network plugin returns error: cni plugin not initialized';
const IMAGES_MAX = 50;
const KUBELET_PORT = 10_250;

/** The object with which a machine enters the cluster, without a status. */
export function newNode(spec: MachineSpec): Node {
  const roles = spec.roles.map((role) => [`node-role.kubernetes.io/${role}`, ''] as const);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: spec.name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': spec.name,
        'kubernetes.io/os': 'linux',
        ...Object.fromEntries(roles),
      },
    },
    ...(spec.taints.length > 0 && { spec: { taints: spec.taints } }),
  };
}

/**
 * The status now; conditions that stay as they are keep the time of their last change. `fault` is why the runtime cannot
 * be relied on, `isShortOf` says what the machine has too little of.
 */
export function nodeStatus(
  machine: Machine,
  previous: NodeStatus | undefined,
  now: Micros,
  isShortOf: (pressure: Pressure) => boolean,
  fault?: string,
): NodeStatus {
  const { spec } = machine;
  const amounts = { cpu: spec.cpu, 'ephemeral-storage': spec.storage, memory: spec.memory, pods: String(spec.maxPods) };
  const own = verdictsOf(machine, isShortOf, fault).map((verdict) => toCondition(verdict, previous, now));
  const ownTypes = new Set(own.map(({ type }) => type));
  const others = (previous?.conditions ?? []).filter(({ type }) => !ownTypes.has(type));
  return {
    ...previous,
    capacity: amounts,
    allocatable: amounts,
    conditions: [...others, ...own],
    addresses: [
      { type: 'InternalIP', address: spec.ip },
      { type: 'Hostname', address: spec.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: KUBELET_PORT } },
    nodeInfo: nodeInfo(machine),
    images: machine.images
      .list()
      .slice(0, IMAGES_MAX)
      .map(({ name, sizeBytes }) => ({ names: [name], sizeBytes })),
  };
}

/** Whether two statuses differ in more than the times of their heartbeats. */
export function withoutHeartbeats(status: NodeStatus | undefined): unknown {
  return {
    ...status,
    conditions: (status?.conditions ?? []).map(({ lastHeartbeatTime: _, ...condition }) => condition),
  };
}

export function isReady(status: NodeStatus | undefined): boolean {
  return (status?.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True');
}

function verdictsOf(
  machine: Machine,
  isShortOf: (pressure: Pressure) => boolean,
  runtimeFault: string | undefined,
): readonly Verdict[] {
  const fault = runtimeFault ?? (machine.networkReady ? undefined : NETWORK_FAULT);
  const pressures: readonly Verdict[] = [
    isShortOf('MemoryPressure')
      ? pressed('MemoryPressure', 'KubeletHasInsufficientMemory', 'kubelet has insufficient memory available')
      : calm('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    isShortOf('DiskPressure')
      ? pressed('DiskPressure', 'KubeletHasDiskPressure', 'kubelet has disk pressure')
      : calm('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    isShortOf('PIDPressure')
      ? pressed('PIDPressure', 'KubeletHasInsufficientPID', 'kubelet has insufficient PID available')
      : calm('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
  ];
  const ready: Verdict =
    fault === undefined
      ? { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }
      : { type: 'Ready', status: 'False', reason: 'KubeletNotReady', message: fault };
  return [...pressures, ready];
}

const calm = (type: string, reason: string, message: string): Verdict => ({ type, status: 'False', reason, message });

const pressed = (type: string, reason: string, message: string): Verdict => ({ type, status: 'True', reason, message });

function toCondition(verdict: Verdict, previous: NodeStatus | undefined, now: Micros): NodeCondition {
  const before = previous?.conditions?.find(({ type }) => type === verdict.type);
  const time = toTimestamp(now);
  const { type, status, reason, message } = verdict;
  return {
    type,
    status,
    lastHeartbeatTime: time,
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : time,
    reason,
    message,
  };
}

function nodeInfo({ spec, boots }: Machine): NonNullable<NodeStatus['nodeInfo']> {
  const id = digestOf(spec.name);
  return {
    machineID: id.slice(0, 32),
    systemUUID: asUuid(id.slice(32)),
    bootID: asUuid(digestOf(`${spec.name} boot${boots > 1 ? ` ${boots}` : ''}`).slice(0, 32)),
    kernelVersion: spec.kernelVersion,
    osImage: spec.osImage,
    containerRuntimeVersion: spec.containerRuntimeVersion,
    kubeletVersion: spec.kubeletVersion,
    kubeProxyVersion: '',
    operatingSystem: 'linux',
    architecture: 'amd64',
  };
}

function asUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
