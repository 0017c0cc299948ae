// Models `kubectl kustomize` (sigs.k8s.io/kustomize/kustomize/v5/commands/build).
import { toYaml } from '../../printing/yaml.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { buildKustomization } from '../kustomize/build.ts';

export const kustomizeCommand: Command = {
  name: 'kustomize',
  short: 'Build a kustomization target from a directory or URL',
  long: "Build a set of KRM resources using a 'kustomization.yaml' file. The DIR argument must be a path to a directory containing 'kustomization.yaml', or a git repository URL with a path suffix specifying same with respect to the repository root. If DIR is omitted, '.' is assumed.",
  usage: 'kustomize DIR [flags]',
  flags: [
    { name: 'output', shorthand: 'o', type: 'string' },
    {
      name: 'reorder',
      deprecated: "use the new 'sortOptions' field in kustomization.yaml instead.",
      type: 'string',
      default: 'legacy',
    },
  ],
  run,
};

function run(context: CommandContext): Promise<number> {
  const { args, flags, out, files } = context;
  const [folder = '.', ...more] = args;
  if (more.length > 0) throw new PlainError('specify one path to kustomization.yaml');
  const order = flags.text('reorder') === 'none' ? 'fifo' : 'legacy';
  const text = buildKustomization(context, folder, order).map(toYaml).join('---\n');
  const path = flags.text('output');
  if (path === '') out(text);
  else files.write(path, text);
  return Promise.resolve(0);
}
