// Models tryUpdateNodeHealth in pkg/controller/nodelifecycle/node_lifecycle_controller.go (v1.35): when a node was last
// heard of, by its lease or its status, and what becomes of its conditions when it has been silent for too long.
import type { Lease, Node, NodeCondition } from '../../api/generated/types.ts';
import { MILLISECOND, SECOND, type Micros, fromTimestamp, toTimestamp } from '../../kernel/time.ts';

export type NodeHealth = {
  /** When the controller last saw a sign of life: its own clock counts, not the node's. */
  readonly heardAt: Micros;
  readonly heartbeat: string | undefined;
  readonly renewTime: string | undefined;
};

const GRACE_US = 50 * SECOND;
/** For nodes whose kubelet has never reported. */
const STARTUP_GRACE_US = 60 * SECOND;
/** A pass comes a hair later than its period says, which decides when a whole number of periods is the grace. */
const SLACK_US = 1 * MILLISECOND;
const conditionTypes = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

export function readyCondition({ status }: Node): NodeCondition | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}

/** What is known of a node after looking at it and its lease once more. */
export function observe(known: NodeHealth | undefined, node: Node, lease: Lease | undefined, now: Micros): NodeHealth {
  const heartbeat = readyCondition(node)?.lastHeartbeatTime;
  const renewTime = lease?.spec?.renewTime;
  const isNewLease = renewTime !== undefined && (known?.renewTime ?? '') < renewTime;
  if (!known) {
    const created = fromTimestamp(node.metadata?.creationTimestamp ?? '') ?? now;
    return { heardAt: heartbeat === undefined && !isNewLease ? created : now, heartbeat, renewTime };
  }
  return { heardAt: isNewLease || heartbeat !== known.heartbeat ? now : known.heardAt, heartbeat, renewTime };
}

export function isSilent(health: NodeHealth, now: Micros): boolean {
  const graceUs = health.heartbeat === undefined ? STARTUP_GRACE_US : GRACE_US;
  return now + SLACK_US > health.heardAt + graceUs;
}

/** The node with every condition that its kubelet reports unknown. */
export function withUnknownConditions(node: Node, now: Micros): Node {
  const present = node.status?.conditions ?? [];
  const lastTransitionTime = toTimestamp(now);
  const changed = present.map((condition) =>
    conditionTypes.includes(condition.type) && condition.status !== 'Unknown'
      ? {
          ...condition,
          status: 'Unknown',
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
          lastTransitionTime,
        }
      : condition,
  );
  const missing = conditionTypes.filter((type) => !present.some((condition) => condition.type === type));
  const added = missing.map((type) => ({
    type,
    status: 'Unknown',
    reason: 'NodeStatusNeverUpdated',
    message: 'Kubelet never posted node status.',
    lastHeartbeatTime: node.metadata?.creationTimestamp,
    lastTransitionTime,
  }));
  return { ...node, status: { ...node.status, conditions: [...changed, ...added] } };
}
