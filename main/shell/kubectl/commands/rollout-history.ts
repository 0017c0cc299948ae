// Models staging/src/k8s.io/kubectl/pkg/cmd/rollout/rollout_history.go (v1.35).
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import { changeEach, type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf, selectorFlag } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultLine, resultPrinter } from '../printers/results.ts';
import { requireResource, withoutHistory } from '../rollout/kinds.ts';
import { type Revision, revisionsOf } from '../rollout/revisions.ts';
import { templateText } from '../rollout/template-text.ts';

export const rolloutHistoryCommand: Command = {
  name: 'history',
  short: 'View rollout history',
  usage: 'rollout history (TYPE NAME | TYPE/NAME) [flags]',
  flags: [selectorFlag, ...filenameFlags, ...outputFlags, { name: 'revision', type: 'int', default: 0 }],
  run,
};

const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const TAB_STOPS = { minWidth: 0, padding: 2 };

async function run(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  requireResource(context);
  const number = flags.int('revision');
  if (number < 0) throw new PlainError(`revision must be a positive integer: ${number}`);
  const selection = { ...selectionOf(context, args), typeAlone: true };
  const targets = await targetsOf(context, selection, { latest: true });
  throwAll(await changeEach(targets, (target) => show(context, target, number)));
  return 0;
}

async function show(context: CommandContext, target: Target, number: number): Promise<void> {
  const { flags, out } = context;
  const revisions = await revisionsOf(context, target);
  if (!revisions) throw withoutHistory(target.resource, 'history viewer', 'retrieving history');
  if (flags.text('output') === '') {
    out(
      resultLine(target.object, `${number > 0 ? `with revision #${number}` : ''}\n${historyText(revisions, number)}`),
    );
    return;
  }
  const print = resultPrinter(context);
  const shown = number > 0 ? [found(revisions, number)] : revisions;
  for (const { keeper } of shown) print(keeper, '');
}

function historyText(revisions: readonly Revision[], number: number): string {
  if (revisions.length === 0) return 'No rollout history found.';
  if (number === 0) return tableOf(revisions);
  const { template, keeper } = found(revisions, number);
  const cause = keeper.kind === 'ReplicaSet' ? causeOf({ keeper }) : '';
  if (cause === '') return templateText(template);
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause };
  return templateText({ ...template, metadata: { ...template.metadata, annotations } });
}

function found(revisions: readonly Revision[], number: number): Revision {
  const revision = revisions.find((one) => one.number === number);
  if (!revision) throw new PlainError('unable to find the specified revision');
  return revision;
}

function tableOf(revisions: readonly Revision[]): string {
  const rows = revisions.map((revision) => [String(revision.number), causeOf(revision) || '<none>']);
  const lines = alignAtTabStops([['REVISION', 'CHANGE-CAUSE'], ...rows], TAB_STOPS);
  return lines.map((line) => `${line}\n`).join('');
}

const causeOf = ({ keeper }: Pick<Revision, 'keeper'>): string => keeper.metadata?.annotations?.[CHANGE_CAUSE] ?? '';
