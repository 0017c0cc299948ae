// Models staging/src/k8s.io/kubectl/pkg/cmd/apply/apply_view_last_applied.go (v1.35).
import type { JsonObject } from '../../../engine/kernel/json.ts';
import { toYaml } from '../../printing/yaml.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, usageError } from '../errors/errors.ts';
import { allFlag, filenameFlags, selectionOf, selectorFlag } from '../flags/selection-flags.ts';
import { jsonText } from '../printers/json-text.ts';
import { visit } from '../resources/visit.ts';
import { lastAppliedOf, lastAppliedText } from './last-applied.ts';

export const viewLastAppliedCommand: Command = {
  name: 'view-last-applied',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  usage: 'apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  flags: [allFlag, ...filenameFlags, selectorFlag, { name: 'output', shorthand: 'o', type: 'string', default: 'yaml' }],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags, out } = context;
  const selection = { ...selectionOf(context, args), typeAlone: true };
  const { visits } = await visit(context, selection, { latest: true });
  const configs = visits.flatMap((one) => {
    if (!one.ok) throw one.error;
    const { object = {}, name, source } = one.item;
    if (lastAppliedText(object) !== '') return [lastAppliedOf(object)];
    // Only of what was named in a file it is told that there is nothing to view.
    if (source === '') return [];
    const why = `no last-applied-configuration annotation found on resource: ${name}\n`;
    throw new PlainError(`error when ${why} "${source}": <nil>`);
  });
  const output = flags.text('output');
  for (const config of configs) out(printed(config, output, context.path));
  return 0;
}

function printed(config: JsonObject, output: string, path: string): string {
  if (output === 'json') return `${jsonText(config, '  ')}\n`;
  if (output === 'yaml') return toYaml(config);
  throw usageError(path, `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
}
