// Revisions as requests name them.
import type { ApiServer } from './server.ts';
import { failed, tooLargeRevision, unclassified } from './status.ts';

/** The number of a revision, or why there is no such revision yet. */
export function parseRevision(server: ApiServer, text: string): number | ReturnType<typeof failed> {
  if (!/^\d+$/.test(text)) {
    const quoted = JSON.stringify(text);
    const fault = `strconv.ParseUint: parsing ${quoted}: invalid syntax`;
    return failed(unclassified(`resourceVersion: Invalid value: ${quoted}: ${fault}`));
  }
  if (Number(text) <= server.store.revision) return Number(text);
  return failed(tooLargeRevision(text, server.store.revision));
}
