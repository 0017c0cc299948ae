import type { Outcome } from '../../../preload/contract/problems.ts';
import { succeed } from '../../../preload/contract/problems.ts';
import type { ExportChoices } from '../../../preload/contract/transfer.ts';
import type { ExportedCount } from '../control.ts';
import type { SessionHost } from '../session-host.ts';
import { exportSession } from './export-session.ts';
import { writeExported } from './write-exported.ts';

/** Writes the manifests of the moment that is shown, or the history up to now, to `path`. */
export function exportShown(
  { live, shown }: SessionHost,
  path: string,
  choices: ExportChoices,
): Outcome<ExportedCount> {
  const exported = exportSession(live.file, choices, Math.min(shown.timeUs, live.file.head.t));
  if (!exported.ok) return exported;
  const written = writeExported(exported.value, path);
  return written.ok ? succeed({ count: exported.value.count }) : written;
}
