// `kubarium import`: a session of a dump, and what was made of it.
import { type Outcome, succeed } from '../../preload/contract/problems.ts';
import type { ImportPreview, LeftOutReason, TransferProgress } from '../../preload/contract/transfer.ts';
import { importDump } from '../host/transfer/import-dump.ts';
import { displayName } from '../store/session-name.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

export interface ImportOptions {
  readonly session: string;
  readonly keepStatus?: boolean | undefined;
  readonly withSecrets?: boolean | undefined;
  readonly anonymise?: boolean | undefined;
  readonly preset: string;
  readonly seed: number;
}

/** Makes the session at `options.session` of the files at `paths`, and says what is in it. */
export function importCommand(paths: readonly string[], options: ImportOptions, terminal: Terminal): Outcome<void> {
  const { session: path, preset, seed, keepStatus, withSecrets, anonymise } = options;
  const progress = new Progress(terminal);
  const choices = {
    status: keepStatus === true ? 'keep' : 'simulate',
    secrets: withSecrets === true,
    anonymise: anonymise === true,
  } as const;
  const order = { path, name: displayName(path, undefined), preset, seed, choices };
  const onProgress = (how: TransferProgress) => {
    progress.update(() => progressLine(how));
  };
  const imported = importDump(paths, { ...order, onProgress }, { readInput: () => terminal.readInput() });
  progress.end();
  if (!imported.ok) return imported;
  terminal.print(summary(imported.value, path));
  return succeed(undefined);
}

const progressLine = ({ doing, done, total }: TransferProgress): string =>
  total === 0 ? doing : `${doing}, ${String(done)} of ${String(total)}`;

const REASONS: Readonly<Record<LeftOutReason, string>> = {
  owned: 'their controllers make them again',
  system: 'the new cluster has its own',
  derived: 'computed from other objects',
  secret: 'their values were not asked for',
  'unknown-kind': 'of a kind that is not served',
  private: 'nobody can tell what in them is private',
  going: 'were being deleted',
};

function summary({ files, objects, nodes, leftOut, added }: ImportPreview, path: string): string {
  const lines = [
    `${path}: ${String(nodes.length)} nodes, of ${String(files)} ${files === 1 ? 'file' : 'files'}:`,
    ...objects.map(({ kind, count }) => `  ${String(count)} ${kind}`),
    ...section(
      'added, for the dump names them but does not hold them:',
      added.map(({ kind, count, examples }) => countLine(kind, count, examples)),
    ),
    ...section(
      'left out:',
      leftOut.map(({ reason, kind, count, examples }) => `${countLine(kind, count, examples)}: ${REASONS[reason]}`),
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function countLine(kind: string, count: number, examples: readonly string[]): string {
  return `${String(count)} ${kind} (${examples.join(', ')}${count > examples.length ? ', …' : ''})`;
}
