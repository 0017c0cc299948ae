// What a node has room for: amounts that its Pods ask for, against what can be given out.
import type { Container, Node, Pod } from '../../api/generated/types.ts';
import { isOver } from './pod-facts.ts';

export interface Amounts {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly pods: number;
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

/** A quantity such as `200m`, `2` or `64Mi` as a number, thousandths exact. Throws on units that histories do not use. */
export function amountOf(quantity = '0'): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(quantity) ?? [];
  if (unit === 'm') return Number(digits) / 1000;
  const factor = UNITS[unit];
  if (digits === '' || factor === undefined) throw new Error(`histories: what is ${quantity}?`);
  return Number(digits) * factor;
}

/** What a Pod asks for, or how much it may have: its containers together, or its greediest init container. */
export function requestsOf({ spec }: Pod, kind: 'requests' | 'limits' = 'requests'): Amounts {
  const asked = (container: Container) => amountsOf(container.resources?.[kind]);
  const main = (spec?.containers ?? []).map(asked);
  const first = (spec?.initContainers ?? []).map(asked);
  const total = (key: 'cpu' | 'memory') =>
    Math.max(
      main.reduce((sum, amounts) => sum + amounts[key], 0),
      ...first.map((amounts) => amounts[key]),
    );
  return { cpuMilli: Math.round(total('cpu') * 1000), memoryBytes: total('memory'), pods: 1 };
}

function amountsOf(quantities: Readonly<Record<string, string>> = {}): {
  readonly cpu: number;
  readonly memory: number;
} {
  return { cpu: amountOf(quantities['cpu']), memory: amountOf(quantities['memory']) };
}

/** What of a node's amounts is left beside `pods`, of which those on the node count that are not over. */
export function roomOf(node: Node, pods: readonly Pod[]): Amounts {
  const { cpu, memory, pods: count } = node.status?.allocatable ?? {};
  const own = pods
    .filter((pod) => pod.spec?.nodeName === node.metadata?.name && !isOver(pod))
    .map((pod) => requestsOf(pod));
  const sum = (key: keyof Amounts) => own.reduce((total, amounts) => total + amounts[key], 0);
  return {
    cpuMilli: Math.round(amountOf(cpu) * 1000) - sum('cpuMilli'),
    memoryBytes: amountOf(memory) - sum('memoryBytes'),
    pods: amountOf(count) - sum('pods'),
  };
}
