// Models doNoScheduleTaintingPass and SwapNodeControllerTaint in pkg/controller/nodelifecycle and pkg/controller/util/node
// (v1.35): taints that follow a node's conditions.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Node, Taint } from '../../api/generated/types.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import type { ControllerContext } from '../controller.ts';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';

/** Taints that a condition calls for while it has a certain status. */
const conditionTaints: readonly (readonly [type: string, status: string, key: string])[] = [
  ['Ready', 'False', NOT_READY],
  ['Ready', 'Unknown', UNREACHABLE],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
];
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const managedKeys = [...conditionTaints.map(([, , key]) => key), UNSCHEDULABLE];

type PlainTaint = Pick<Taint, 'key' | 'effect'>;

export const hasTaint = ({ spec }: Node, { key, effect }: PlainTaint): boolean =>
  (spec?.taints ?? []).some((taint) => taint.key === key && taint.effect === effect);

/** What a node's conditions ask of its NoSchedule taints. */
export function wantedNoSchedule(node: Node): { readonly add: PlainTaint[]; readonly remove: PlainTaint[] } {
  const keys = conditionTaints
    .filter(([type, status]) => node.status?.conditions?.some((item) => item.type === type && item.status === status))
    .map(([, , key]) => key);
  if (node.spec?.unschedulable) keys.push(UNSCHEDULABLE);
  const asTaint = (key: string): PlainTaint => ({ key, effect: 'NoSchedule' });
  return {
    add: keys.map(asTaint).filter((taint) => !hasTaint(node, taint)),
    remove: managedKeys
      .filter((key) => !keys.includes(key))
      .map(asTaint)
      .filter((taint) => hasTaint(node, taint)),
  };
}

/** Adds taints and removes others, in two writes as the real one does; answers the failure if there is one. */
export function swapTaints(
  { server, kernel }: ControllerContext,
  actor: string,
  name: string,
  add: readonly PlainTaint[],
  remove: readonly PlainTaint[],
): ApiStatus | undefined {
  const steps = [
    (taints: readonly Taint[]) => withAdded(taints, add, kernel.now),
    (taints: readonly Taint[]) => taints.filter((taint) => !remove.some((item) => isSame(item, taint))),
  ];
  for (const step of steps) {
    const found = server.get('nodes', '', name);
    if (!found.ok) return found.status;
    const { taints: present = [], ...spec } = found.object.spec ?? {};
    const taints = step(present);
    if (taints.length === present.length) continue;
    const next = { ...found.object, spec: taints.length > 0 ? { ...spec, taints } : spec };
    const updated = server.update('nodes', next, { actor });
    if (!updated.ok) return updated.status;
  }
  return undefined;
}

function withAdded(taints: readonly Taint[], add: readonly PlainTaint[], now: Micros): readonly Taint[] {
  const missing = add.filter((item) => !taints.some((taint) => isSame(item, taint)));
  return [...taints, ...missing.map((item) => ({ ...item, timeAdded: toTimestamp(now) }))];
}

const isSame = (a: PlainTaint, b: PlainTaint): boolean => a.key === b.key && a.effect === b.effect;
