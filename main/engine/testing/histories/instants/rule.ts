// A rule of what may never be: it follows the objects as they change.
import type { JournalRecord } from '../../../kernel/journal.ts';
import type { Fault } from '../fault.ts';

export type ObjectRecord = JournalRecord & { readonly type: `object-${string}` };

export interface InstantRule {
  note(change: ObjectRecord): readonly Fault[];
}
