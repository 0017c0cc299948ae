// Models staging/src/k8s.io/kubectl/pkg/cmd/top/top_node.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Node } from '../../../engine/api/generated/types.ts';
import { ask } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { measured } from './measured.ts';
import { type Amounts, type Named, type Usage, cpuText, lined, memoryText, nameOf, sorted, usageOf } from './usage.ts';

type NodeMetrics = KubeObject & { readonly usage?: Amounts };

/** Prints what the nodes use, and of how much. Throws PlainError where nothing is measured. */
export async function topNodes(context: CommandContext): Promise<number> {
  const { flags, args, out } = context;
  const [name] = args;
  const asked = { resource: 'nodes', labelSelector: flags.text('selector'), name };
  const metrics: readonly NodeMetrics[] = await measured(context, asked);
  if (metrics.length === 0) throw new PlainError('metrics not available yet');
  const available = await amountsOf(context, name);
  const items = sorted(
    metrics.map((each): Named => ({ namespace: '', name: nameOf(each), usage: usageOf(each.usage ?? {}) })),
    flags.text('sort-by'),
  );
  const unmeasured = [...available.keys()].filter((node) => !items.some((item) => item.name === node));
  const swap = flags.bool('show-swap');
  const header = [
    'NAME',
    'CPU(cores)',
    'CPU(%)',
    'MEMORY(bytes)',
    'MEMORY(%)',
    ...(swap ? ['SWAP(bytes)', 'SWAP(%)'] : []),
  ];
  const unknown = header.slice(1).map(() => '<unknown>');
  out(
    lined([
      ...(flags.bool('no-headers') ? [] : [header]),
      // Machines here have no swap.
      ...items.map((item) => [...cellsOf(item, available.get(item.name)), ...(swap ? ['<unknown>', '<unknown>'] : [])]),
      ...unmeasured.map((node) => [node, ...unknown]),
    ]),
  );
  return 0;
}

/** What nodes have to give, by their names. */
async function amountsOf(context: CommandContext, name: string | undefined): Promise<ReadonlyMap<string, Usage>> {
  const { flags } = context;
  const request =
    name === undefined
      ? ({ verb: 'list', resource: 'nodes', labelSelector: flags.text('selector') } as const)
      : ({ verb: 'get', resource: 'nodes', name } as const);
  const { object, items = object ? [object] : [] } = await ask(context, request);
  return new Map(
    items.map((node: Node) => {
      const amounts = flags.bool('show-capacity') ? node.status?.capacity : node.status?.allocatable;
      return [nameOf(node), usageOf(amounts ?? {})];
    }),
  );
}

function cellsOf({ name, usage }: Named, available: Usage | undefined): string[] {
  const share = (part: number, whole: number) => `${String(whole === 0 ? 0 : Math.trunc((part / whole) * 100))}%`;
  return [
    name,
    cpuText(usage),
    ...(available ? [share(usage.cpu, available.cpu)] : []),
    memoryText(usage),
    ...(available ? [share(usage.memory, available.memory)] : []),
  ];
}
