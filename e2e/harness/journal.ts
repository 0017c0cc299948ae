// What a closed session file holds, read as the app itself would read it.
import type { JournalRecord } from '../../main/engine/kernel/journal.ts';
import { SessionFile } from '../../main/store/session-file.ts';

/** All records of the session at `path`, in order. The file must be whole, and open nowhere. */
export function readJournal(path: string): readonly JournalRecord[] {
  const opened = SessionFile.open(path, { mode: 'read' });
  if (!opened.ok) throw new Error(opened.problem.message);
  const { session, damage } = opened.value;
  const records = [...session.readRecords(1, session.head.seq)];
  session.close();
  if (damage) throw new Error(damage.message);
  return records;
}
