// Models apimachinery's pkg/util/net/port_range.go (v1.35): the ports that `--service-node-port-range` sets aside for
// Services on every node.
import type { ClusterSettings } from '../api/resources.ts';

type PortRange = ClusterSettings['nodePorts'];

const DEFAULT_RANGE: PortRange = { low: 30_000, high: 32_767 };
const PORT_MAX = 65_535;
const FLAG = '--service-node-port-range=';

/** The range that a command line asks for, whose last word on it wins; undefined when it is refused. */
export function nodePortRange(args: readonly string[]): PortRange | undefined {
  const text =
    args
      .findLast((word) => word.startsWith(FLAG))
      ?.slice(FLAG.length)
      .trim() ?? '';
  if (text === '') return DEFAULT_RANGE;
  const [, first, sign, second] = /^(\d+)(?:([-+])(\d+))?$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const low = Number(first);
  const high = sign === undefined ? low : Number(second) + (sign === '+' ? low : 0);
  return low <= high && high <= PORT_MAX ? { low, high } : undefined;
}
