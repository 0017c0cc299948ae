// What is taken out of the open session, to a file of the person's choice.
import type { BrowserWindow } from 'electron';
import { type Outcome, fail, succeed } from '../../preload/contract/problems.ts';
import type { ExportChoices } from '../../preload/contract/transfer.ts';
import { chooseTarget } from './dialogs.ts';
import type { Sessions } from './sessions.ts';
import type { Texts } from './texts.ts';

const NAMES = { manifests: 'manifests.yaml', audit: 'audit.jsonl', events: 'events.json' } as const;

/** Asks where to and has the host write it there; the path is empty when nothing was chosen. */
export async function exportOpen(
  window: BrowserWindow,
  texts: Texts,
  sessions: Sessions,
  choices: ExportChoices,
): Promise<Outcome<{ readonly path: string; readonly count: number }>> {
  const name = choices.namespace === undefined ? NAMES[choices.as] : `${choices.namespace}-${NAMES[choices.as]}`;
  const path = await chooseTarget(window, texts, name);
  if (path === undefined) return succeed({ path: '', count: 0 });
  const done = await sessions.export(path, choices);
  if (!done) return fail('host-gone', 'the engine does not answer.');
  return done.ok ? succeed({ path, count: done.value.count }) : done;
}
