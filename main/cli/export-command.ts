// `kubarium export`: what is in a saved session, as files of Kubernetes' own.
import { type Outcome, fail } from '../../preload/contract/problems.ts';
import type { ExportChoices } from '../../preload/contract/transfer.ts';
import { type Exported, exportSession } from '../host/transfer/export-session.ts';
import { writeExported } from '../host/transfer/write-exported.ts';
import { SessionFile } from '../store/session-file.ts';
import { formatDuration } from './duration.ts';
import type { Terminal } from './terminal.ts';

export interface ExportOptions {
  readonly session: string;
  readonly namespace?: string | undefined;
  readonly as: ExportChoices['as'];
  /** Virtual microseconds since the cluster was switched on; the end of the session when undefined. */
  readonly at?: number | undefined;
  readonly output?: string | undefined;
}

/** Writes it to a file, a folder or standard output. A damaged session is a problem, for nobody could see what is missing. */
export function exportCommand(
  { session: path, namespace, as, at, output }: ExportOptions,
  terminal: Terminal,
): Outcome<void> {
  const opened = SessionFile.open(path, { mode: 'read' });
  if (!opened.ok) return opened;
  const { session, damage } = opened.value;
  const exported = damage ? { ok: false as const, problem: damage } : exportedAt(session, { as, namespace }, at);
  const closed = session.close();
  if (!exported.ok) return exported;
  if (output !== undefined) {
    const written = writeExported(exported.value, output);
    if (!written.ok) return written;
    terminal.say(`${output}: ${String(exported.value.count)} ${as === 'manifests' ? 'objects' : 'events'}`);
  } else terminal.print(exported.value.text);
  return closed;
}

function exportedAt(session: SessionFile, choices: ExportChoices, atUs: number | undefined): Outcome<Exported> {
  const { t: endUs } = session.head;
  if (atUs === undefined || atUs <= endUs) return exportSession(session, choices, atUs);
  return fail('not-in-the-past', `${formatDuration(atUs)} is after the end of this session.`, {
    where: session.path,
    hint: `It ends at ${formatDuration(endUs)}.`,
    params: { atUs, endUs },
  });
}
