// Models staging/src/k8s.io/kubectl/pkg/cmd/top (v1.35).
import type { Command, CommandContext, FlagSpec } from '../command.ts';
import { PlainError, usageError } from '../errors/errors.ts';
import { selectorFlag } from '../flags/selection-flags.ts';
import { topNodes } from '../top/nodes.ts';
import { topPods } from '../top/pods.ts';

const flags: readonly FlagSpec[] = [
  selectorFlag,
  { name: 'no-headers', type: 'boolean' },
  { name: 'show-swap', type: 'boolean' },
  { name: 'sort-by', type: 'string' },
  { name: 'use-protocol-buffers', type: 'boolean', default: true },
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
      flags: [...flags, { name: 'show-capacity', type: 'boolean' }],
      run: (context) => run(context, topNodes),
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      short: 'Display resource (CPU/memory) usage of pods',
      usage: 'top pod [NAME | -l label]',
      flags: [
        ...flags,
        { name: 'field-selector', type: 'string' },
        { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
        { name: 'containers', type: 'boolean' },
        { name: 'sum', type: 'boolean' },
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
  const selectors = ['selector', 'field-selector'].filter((name) => given.has(name) && given.text(name) !== '');
  if (args.length > 0 && selectors.length > 0) {
    throw new PlainError(`only one of NAME or ${path === 'top node' ? '--' : ''}selector can be provided`);
  }
  return show(context);
}
