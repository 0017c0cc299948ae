// Models staging/src/k8s.io/kubectl/pkg/cmd/top (v1.35).
import type { Command, CommandContext, FlagSpec } from '../command.ts';
import { PlainError, usageError } from '../errors/errors.ts';
import { selectionFlags } from '../flags/selection-flags.ts';
import { topNodes } from '../top/nodes.ts';
import { topPods } from '../top/pods.ts';

const flags: readonly FlagSpec[] = [
  ...selectionFlags,
  { name: 'no-headers', type: 'boolean', about: 'Do not print headers.' },
  { name: 'show-swap', type: 'boolean', about: 'Print swap resources related to swap memory.' },
  { name: 'sort-by', type: 'string', about: "Sort by 'cpu' or 'memory'." },
  { name: 'use-protocol-buffers', type: 'boolean', default: true, about: 'Access metrics API with protocol buffers.' },
];

export const topCommand: Command = {
  name: 'top',
  short: 'Display resource (CPU/memory) usage',
  usage: 'top [flags]',
  flags: [],
  subcommands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      short: 'Display resource (CPU/memory) usage of nodes',
      usage: 'top node [NAME | -l label]',
      flags: [...flags, { name: 'show-capacity', type: 'boolean', about: 'Print node resources based on Capacity.' }],
      run: (context) => run(context, topNodes),
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      short: 'Display resource (CPU/memory) usage of pods',
      usage: 'top pod [NAME | -l label]',
      flags: [
        ...flags,
        { name: 'all-namespaces', shorthand: 'A', type: 'boolean', about: 'List the objects across all namespaces.' },
        { name: 'containers', type: 'boolean', about: 'Print usage of containers within a pod.' },
        { name: 'sum', type: 'boolean', about: 'Print the sum of the resource usage.' },
      ],
      run: (context) => run(context, topPods),
    },
  ],
};

async function run(context: CommandContext, show: (context: CommandContext) => Promise<number>): Promise<number> {
  const { args, flags: given, path } = context;
  if (args.length > 1) throw usageError(path, `${path.replace('top ', '')} [NAME | -l label]`);
  const sortBy = given.text('sort-by');
  if (!['', 'cpu', 'memory'].includes(sortBy)) throw new PlainError('--sort-by accepts only cpu or memory');
  if (args.length > 0 && (given.text('selector') !== '' || given.text('field-selector') !== '')) {
    throw new PlainError(`only one of NAME or ${path === 'top node' ? '--' : ''}selector can be provided`);
  }
  return show(context);
}
