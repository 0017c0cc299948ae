// `kubarium replay`: the state of a saved session at a moment, from its records alone. The engine is not asked, so that
// a session looks as it was recorded whatever the engine would do today.
import { fail, type Outcome, type Problem } from '../../preload/contract/problems.ts';
import { PastView } from '../host/past-view.ts';
import { SessionFile } from '../store/session-file.ts';
import { formatDuration } from './duration.ts';
import { report, type ReportFormat } from './report.ts';
import type { Terminal } from './terminal.ts';

export interface ReplayOptions {
  /** Virtual microseconds since the cluster was switched on; the end of the session when undefined. */
  readonly at?: number | undefined;
  readonly output: ReportFormat;
}

/** Prints the state at a moment. A damaged session is shown as far as it is whole, and is a problem nevertheless. */
export function replayCommand(path: string, options: ReplayOptions, terminal: Terminal): Outcome<void> {
  const opened = SessionFile.open(path, { mode: 'read' });
  if (!opened.ok) return opened;
  const { session, damage } = opened.value;
  const { t: endUs } = session.head;
  const atUs = options.at ?? endUs;
  if (atUs > endUs) return afterEnd(session, damage, atUs);
  terminal.print(report(PastView.atTime(session, atUs).projection.printContext, options.output));
  const closed = session.close();
  return damage ? { ok: false, problem: damage } : closed;
}

function afterEnd(session: SessionFile, damage: Problem | undefined, atUs: number): Outcome<never> {
  const endUs = session.head.t;
  session.close();
  if (damage) return { ok: false, problem: damage };
  return fail('not-in-the-past', `${formatDuration(atUs)} is after the end of this session.`, {
    where: session.path,
    hint: `It ends at ${formatDuration(endUs)}.`,
    params: { atUs, endUs },
  });
}
