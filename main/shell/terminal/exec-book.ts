// What commands in containers write, and how they end, as records tell it.
import type { JournalRecord } from '../../engine/kernel/journal.ts';

export interface ExecOutput {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

interface Session {
  readonly output: ExecOutput[];
  exitCode: number | undefined;
}

/** Of so many commands whose output nobody has taken the oldest is forgotten. */
const SESSIONS_MAX = 1_000;

export class ExecBook {
  readonly #sessions = new Map<string, Session>();

  add(record: JournalRecord): void {
    if (record.type === 'exec-written')
      this.#session(record.exec).output.push({ stream: record.stream, text: record.text });
    else if (record.type === 'exec-ended') this.#session(record.exec).exitCode = record.exitCode;
  }

  /** What a command has written since this was asked last, and its exit code once it has ended: then it is forgotten. */
  take(exec: string): { readonly output: readonly ExecOutput[]; readonly exitCode: number | undefined } {
    const session = this.#sessions.get(exec);
    if (!session) return { output: [], exitCode: undefined };
    if (session.exitCode !== undefined) this.#sessions.delete(exec);
    return { output: session.output.splice(0), exitCode: session.exitCode };
  }

  #session(exec: string): Session {
    let session = this.#sessions.get(exec);
    if (!session) {
      session = { output: [], exitCode: undefined };
      this.#sessions.set(exec, session);
      const [oldest] = this.#sessions.keys();
      if (this.#sessions.size > SESSIONS_MAX && oldest !== undefined) this.#sessions.delete(oldest);
    }
    return session;
  }
}
