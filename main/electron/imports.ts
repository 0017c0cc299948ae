// Dumps that a person chooses, and the sessions made of them. The page may only name what was chosen in a dialog.
import type { BrowserWindow } from 'electron';
import type { AppPush, SessionInfo } from '../../preload/contract/calls.ts';
import { type Outcome, fail, succeed } from '../../preload/contract/problems.ts';
import type { ImportChoices, ImportPreview } from '../../preload/contract/transfer.ts';
import { deleteSession } from '../store/session-library.ts';
import { chooseDumps } from './dialogs.ts';
import type { Sessions } from './sessions.ts';
import type { Texts } from './texts.ts';
import { runTransfer } from './transfer-process.ts';

export interface ImportsOptions {
  /** The program that reads dumps. */
  readonly script: string;
  readonly sessions: Sessions;
  readonly push: (push: AppPush) => void;
}

export class Imports {
  readonly #options: ImportsOptions;
  readonly #chosen = new Set<string>();

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  async choose(window: BrowserWindow, texts: Texts, what: 'files' | 'folder'): Promise<readonly string[]> {
    const paths = await chooseDumps(window, texts, what);
    for (const path of paths) this.#chosen.add(path);
    return paths;
  }

  async preview(paths: readonly string[], choices: ImportChoices): Promise<Outcome<ImportPreview>> {
    return this.#refuseStrangers(paths) ?? this.#run({ paths, choices });
  }

  /** Makes the session, and opens it. Of one that cannot be opened nothing is left. */
  async run(paths: readonly string[], name: string, choices: ImportChoices): Promise<Outcome<SessionInfo>> {
    const { sessions } = this.#options;
    const place = sessions.placeFor(name);
    if (!place.ok) return place;
    const refused = this.#refuseStrangers(paths);
    if (refused) return refused;
    const path = place.value;
    const made = await this.#run({ paths, choices, session: { path, name } });
    if (!made.ok) return made;
    // What is kept is there to be looked at first: once time passes, the cluster goes its own ways.
    const opened = await sessions.open(path, undefined, choices.status === 'keep');
    if (opened.ok) return succeed(sessions.infoOf(path));
    deleteSession(path);
    return opened;
  }

  #run(job: Parameters<typeof runTransfer>[1]): Promise<Outcome<ImportPreview>> {
    const { script, push } = this.#options;
    return runTransfer(script, job, (progress) => {
      push({ type: 'transfer-progress', progress });
    });
  }

  #refuseStrangers(paths: readonly string[]): Outcome<never> | undefined {
    const stranger = paths.find((path) => !this.#chosen.has(path));
    return stranger === undefined
      ? undefined
      : fail('call-invalid', 'only what was chosen can be imported.', { where: stranger });
  }
}
