// A node as the window shows it: what the API says of it, and what its machine is really doing.
import type { LinkState } from '../../../preload/contract/inputs.ts';
import type { Condition, NodeView, WayView } from '../../../preload/contract/views.ts';
import type { Node, Pod } from '../../engine/api/generated/types.ts';
import { milliOf, unitsOf } from '../../engine/api/quantity.ts';

/** What records tell of a machine, whatever the API believes. */
export interface MachineFacts {
  readonly powered: boolean;
  /** The cluster's programs that run there. */
  readonly components: readonly string[];
  readonly rules: NodeView['rules'];
  readonly manifestsAway: readonly string[];
  readonly cable: LinkState;
  readonly ways: readonly WayView[];
  readonly diskFilled: number;
}

const GOOD_CABLE: LinkState = { up: true, delayUs: 0, loss: 0 };

export const UNKNOWN_MACHINE: MachineFacts = {
  powered: true,
  components: [],
  rules: undefined,
  manifestsAway: [],
  cable: GOOD_CABLE,
  ways: [],
  diskFilled: 0,
};

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** `status` is what kubectl prints in the STATUS column; `pods` are those bound to the node. */
export function nodeView(node: Node, status: string, machine: MachineFacts, pods: readonly Pod[]): NodeView {
  const { metadata, spec } = node;
  const room = node.status?.allocatable ?? node.status?.capacity ?? {};
  const active = pods.filter(({ status: { phase } = {} }) => phase !== 'Succeeded' && phase !== 'Failed');
  return {
    name: metadata?.name ?? '',
    uid: metadata?.uid ?? '',
    ip: node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
    podCidr: spec?.podCIDR ?? '',
    controlPlane: metadata?.labels?.[CONTROL_PLANE] !== undefined,
    status,
    condition: nodeCondition(node),
    schedulable: spec?.unschedulable !== true,
    powered: machine.powered,
    kubeletUp: machine.components.includes('kubelet'),
    proxyUp: machine.components.includes('kube-proxy'),
    networkUp: isNetworkUp(node, machine),
    cable: machine.cable,
    ways: machine.ways,
    diskFilled: machine.diskFilled,
    pressures: pressuresOf(node),
    taints: (spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
    manifestsAway: machine.manifestsAway,
    cpuMilli: { capacity: milliOf(room['cpu']), requested: requested(active, 'cpu', milliOf) },
    memoryBytes: { capacity: unitsOf(room['memory']), requested: requested(active, 'memory', unitsOf) },
    podsMax: unitsOf(room['pods']),
    rules: machine.rules,
  };
}

function nodeCondition(node: Node): Condition {
  const ready = conditionOf(node, 'Ready')?.status;
  if (ready === 'True') return 'ready';
  if (ready === 'False') return 'unready';
  return ready === 'Unknown' ? 'unknown' : 'starting';
}

function isNetworkUp(node: Node, machine: MachineFacts): boolean {
  if (!machine.powered || !machine.cable.up || conditionOf(node, 'NetworkUnavailable')?.status === 'True') return false;
  return !(conditionOf(node, 'Ready')?.message ?? '').includes('NetworkPluginNotReady');
}

function pressuresOf({ status }: Node): readonly string[] {
  const pressing = (status?.conditions ?? []).filter(
    (each) => each.type.endsWith('Pressure') && each.status === 'True',
  );
  return pressing.map(({ type }) => type);
}

const conditionOf = (node: Node, wanted: string) => node.status?.conditions?.find(({ type }) => type === wanted);

/** What the scheduler counts: the containers together, or the greediest of the init containers before them. */
function requested(pods: readonly Pod[], resource: string, read: (text: string | undefined) => number): number {
  let total = 0;
  for (const { spec } of pods) {
    const requests = (containers: NonNullable<typeof spec>['containers'] | undefined) =>
      (containers ?? []).map(({ resources }) => read(resources?.requests?.[resource]));
    const together = requests(spec?.containers).reduce((sum, amount) => sum + amount, 0);
    total += Math.max(together, ...requests(spec?.initContainers));
  }
  return total;
}
