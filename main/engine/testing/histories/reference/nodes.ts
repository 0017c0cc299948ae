// Nodes whose machines are well say so, and nothing but what people want keeps Pods from them.
import type { Node } from '../../../api/generated/types.ts';
import { SECOND, fromTimestamp } from '../../../kernel/time.ts';
import { type Fault, fault } from '../fault.ts';
import { type World, nameOf } from '../world.ts';

const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const LEASES = 'kube-node-lease';
/** As long as the node lifecycle controller waits for a sign. */
const SILENCE_US = 50 * SECOND;

export function nodes(world: World): readonly Fault[] {
  const renewals = new Map(world.all('leases').map((lease) => [nameOf(lease), lease.spec?.renewTime] as const));
  return world.all('nodes').flatMap((node) => {
    const wrong = (about: string) => fault('node', `${nameOf(node)} ${about}`);
    const renewed = fromTimestamp(renewals.get(`${LEASES}/${nameOf(node)}`) ?? '') ?? 0;
    const isCordoned = node.spec?.unschedulable === true;
    return [
      ...(isReady(node) ? [] : [wrong('is not ready')]),
      ...(world.now - renewed < SILENCE_US ? [] : [wrong('has not renewed its lease')]),
      ...(hasTaint(node, UNSCHEDULABLE) === isCordoned ? [] : [wrong('has a taint that is not as it is cordoned')]),
      ...wellTaints(node).map((key) => wrong(`has ${key}`)),
    ];
  });
}

const isReady = ({ status }: Node): boolean =>
  status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;

const keysOf = ({ spec }: Node): readonly string[] => (spec?.taints ?? []).map(({ key }) => key);
const hasTaint = (node: Node, key: string): boolean => keysOf(node).includes(key);
/** Taints that say of a node which is well that it is not. */
const wellTaints = (node: Node): readonly string[] =>
  keysOf(node).filter((key) => key.startsWith('node.kubernetes.io/') && key !== UNSCHEDULABLE);
