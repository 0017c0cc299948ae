import type { RequestView } from '../../../preload/contract/views.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';

/** A request as the window shows it: the record without what only the journal needs. */
export function requestView(record: JournalRecord & { readonly type: 'request-finished' }): RequestView {
  const { actor: _actor, cause: _cause, t: _t, type: _type, ...request } = record;
  return request;
}
