import type { Problem } from '../../preload/contract/problems.ts';
import type { ExportChoices, ImportChoices, ImportPreview, TransferProgress } from '../../preload/contract/transfer.ts';
import type { Caller } from './caller.ts';

/** Whoever waits no longer than this is not shown how far it is. */
const patienceMs = 1000;

/** What is brought into a new session, and what is taken out of this one. */
export class TransferStore {
  paths = $state.raw<readonly string[]>([]);
  choices = $state.raw<ImportChoices>({ status: 'simulate', secrets: false, anonymise: false });
  preview = $state.raw<ImportPreview | undefined>(undefined);
  problem = $state.raw<Problem | undefined>(undefined);
  exported = $state.raw<{ readonly path: string; readonly count: number } | undefined>(undefined);
  busy = $state(false);
  private latest = $state.raw<TransferProgress | undefined>(undefined);
  private slow = $state(false);
  /** Undefined until something takes long. */
  progress = $derived(this.slow ? this.latest : undefined);
  private readonly caller: Caller;
  /** The latest preview wins. */
  private asked = 0;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  forget(): void {
    this.paths = [];
    this.preview = undefined;
    this.problem = undefined;
    this.exported = undefined;
  }

  take(progress: TransferProgress): void {
    if (this.busy) this.latest = progress;
  }

  async choose(what: 'files' | 'folder'): Promise<void> {
    const chosen = await this.caller.call('import:choose', { what });
    if (chosen === undefined || chosen.paths.length === 0) return;
    this.paths = chosen.paths;
    await this.look();
  }

  async decide(choices: Partial<ImportChoices>): Promise<void> {
    this.choices = { ...this.choices, ...choices };
    if (this.paths.length > 0) await this.look();
  }

  /** True once the new session is open. */
  async import(name: string): Promise<boolean> {
    const { paths, choices } = this;
    const outcome = await this.during('starting', this.caller.ask('import:run', { paths: [...paths], name, choices }));
    this.problem = outcome.ok ? undefined : outcome.problem;
    return outcome.ok;
  }

  async export(choices: ExportChoices): Promise<void> {
    this.exported = undefined;
    const outcome = await this.during('writing', this.caller.ask('export:run', choices));
    this.problem = outcome.ok ? undefined : outcome.problem;
    if (outcome.ok && outcome.value.path !== '') this.exported = outcome.value;
  }

  private async look(): Promise<void> {
    this.asked += 1;
    const { asked, paths, choices } = this;
    const outcome = await this.during('reading', this.caller.ask('import:preview', { paths: [...paths], choices }));
    if (asked !== this.asked) return;
    this.preview = outcome.ok ? outcome.value : undefined;
    this.problem = outcome.ok ? undefined : outcome.problem;
  }

  private async during<T>(doing: TransferProgress['doing'], work: Promise<T>): Promise<T> {
    this.busy = true;
    this.latest = { doing, done: 0, total: 0 };
    const timer = setTimeout(() => (this.slow = true), patienceMs);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.slow = false;
      this.busy = false;
    }
  }
}
