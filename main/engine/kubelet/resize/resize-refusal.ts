// Models the handlers that pkg/kubelet asks about resizes (v1.35): whether a machine has room for what a Pod asks for.
import type { Node } from '../../api/generated/types.ts';
import { milliOf, unitsOf } from '../../api/quantity.ts';
import { lackOf } from '../admission.ts';
import type { PodDemands } from '../pod-demands.ts';
import type { ResizeRefusal } from './pod-resize.ts';

/** Why a Pod cannot want this much beside the others of its node; undefined when it can. */
export function resizeRefusal(
  wanted: PodDemands,
  node: Node,
  others: readonly PodDemands[],
): ResizeRefusal | undefined {
  const room = node.status?.allocatable ?? {};
  const memory = exceeds('memory', wanted.memoryBytes, unitsOf(room['memory']));
  const infeasible = memory ?? exceeds('cpu', wanted.cpuMilli, milliOf(room['cpu']));
  if (infeasible !== undefined) return { reason: 'Infeasible', message: infeasible };
  const lack = lackOf(wanted, node, others);
  return lack && { reason: 'Deferred', message: lack.message };
}

function exceeds(resource: string, requested: number, capacity: number): string | undefined {
  if (requested <= capacity) return undefined;
  const amounts = `requested: ${String(requested)}, capacity: ${String(capacity)}`;
  return `Node didn't have enough capacity: ${resource}, ${amounts}`;
}
