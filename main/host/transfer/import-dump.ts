// From files to a session, or to what a person is told of it before.
import type { Outcome } from '../../../preload/contract/problems.ts';
import { succeed } from '../../../preload/contract/problems.ts';
import type { ImportChoices, ImportPreview, TransferProgress } from '../../../preload/contract/transfer.ts';
import type { Preset } from '../../engine/preset.ts';
import { readPreset } from '../resources.ts';
import { type ImportOrder, importSession } from './import-session.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { type DumpReading, readDump } from './read-dump.ts';

/** The cluster into which dumps come. */
const PRESET = 'tutorial';

/** Makes a session of the files at `paths`; answers what has come into it. */
export function importDump(
  paths: readonly string[],
  order: ImportOrder & { readonly preset?: string },
  reading: DumpReading,
): Outcome<ImportPreview> {
  const plan = planOf(paths, order.choices, reading, order);
  if (!plan.ok) return plan;
  const made = importSession(plan.value, order);
  return made.ok ? succeed(plan.value.preview) : made;
}

/** What would come of the files at `paths`; nothing is made. */
export function previewDump(
  paths: readonly string[],
  choices: ImportChoices,
  reading: DumpReading,
  onProgress?: (progress: TransferProgress) => void,
): Outcome<ImportPreview> {
  const plan = planOf(paths, choices, reading, { onProgress });
  return plan.ok ? succeed(plan.value.preview) : plan;
}

interface Planning {
  readonly preset?: string | undefined;
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
}

function planOf(
  paths: readonly string[],
  choices: ImportChoices,
  reading: DumpReading,
  { preset: name = PRESET, onProgress }: Planning,
): Outcome<ImportPlan> {
  const preset: Outcome<Preset> = readPreset(name);
  if (!preset.ok) return preset;
  const dump = readDump(paths, {
    ...reading,
    onFile: (done, total) => onProgress?.({ doing: 'reading', done, total }),
  });
  return dump.ok ? planImport(dump.value, choices, preset.value) : dump;
}
