// One engine host in a process of its own, from its start to its end.
import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import * as v from 'valibot';
import { type Outcome, type Problem, fail } from '../../preload/contract/problems.ts';
import type { ExportChoices } from '../../preload/contract/transfer.ts';
import {
  type ExportedCount,
  type HostArguments,
  type HostOrder,
  type HostReport,
  HOST_EXIT,
  writeHostArguments,
} from '../host/control.ts';

/** Heap of the host, in megabytes; the biggest clusters of the plan stay below it. */
const HEAP_MB = 3072;
/** A semi-space of the host's young generation, in megabytes: with V8's own 16 a burst of Pods costs 15 % more time. */
const SEMI_SPACE_MB = 64;
/** How long a host may take to write its last keyframe. */
const CLOSE_MS = 8_000;

export interface HostListener {
  /** The session is open. */
  onReady(): void;
  onProblem(problem: Problem): void;
  /**
   * The process is gone. `problem` says why if it said so itself; `again` whether starting it anew can help. Not called
   * after `close`.
   */
  onLost(problem: Problem, code: number, again: boolean): void;
}

export class HostProcess {
  readonly given: HostArguments;
  readonly #process: UtilityProcess;
  readonly #exited: Promise<void>;
  readonly #exports = new Map<number, (outcome: Outcome<ExportedCount>) => void>();
  #lastExport = 0;
  #closing = false;
  #failure: Problem | undefined;

  constructor(script: string, given: HostArguments, listener: HostListener) {
    this.given = given;
    this.#process = utilityProcess.fork(script, [writeHostArguments(given)], {
      serviceName: 'Kubarium engine host',
      execArgv: [`--max-old-space-size=${String(HEAP_MB)}`, `--max-semi-space-size=${String(SEMI_SPACE_MB)}`],
      stdio: 'inherit',
    });
    this.#process.on('message', (message: unknown) => {
      this.#hear(message, listener);
    });
    this.#exited = new Promise((resolve) => {
      this.#process.on('exit', (code) => {
        resolve();
        for (const answer of this.#exports.values()) answer({ ok: false, problem: this.#failure ?? lost(code) });
        if (!this.#closing) listener.onLost(this.#failure ?? lost(code), code, code !== HOST_EXIT.refused);
      });
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Gives the host one end of a line; it answers with a snapshot as soon as its session is open. */
  connect(port: MessagePortMain): void {
    this.#process.postMessage({ type: 'connect' } satisfies HostOrder, [port]);
  }

  /** Has the moment shown, or the history, written to `path`. */
  export(path: string, choices: ExportChoices): Promise<Outcome<ExportedCount>> {
    const id = ++this.#lastExport;
    return new Promise((resolve) => {
      this.#exports.set(id, resolve);
      this.#process.postMessage({ type: 'export', id, path, choices } satisfies HostOrder);
    });
  }

  /** Ends the host; resolves when it is gone and its file whole. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#process.postMessage({ type: 'close' } satisfies HostOrder);
    const timer = setTimeout(() => this.#process.kill(), CLOSE_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  #hear(message: unknown, listener: HostListener): void {
    const report = v.safeParse(reportSchema, message);
    if (!report.success) return;
    switch (report.output.type) {
      case 'ready':
        listener.onReady();
        return;
      case 'problem':
        listener.onProblem(report.output.problem);
        return;
      case 'exported':
        this.#exports.get(report.output.id)?.(report.output.outcome);
        this.#exports.delete(report.output.id);
        return;
      case 'failed':
        this.#failure = report.output.problem;
    }
  }
}

// The host is our own program: that it reports a Problem is taken from its type.
const problem = v.custom<Problem>((value) => typeof value === 'object' && value !== null && 'code' in value);
const outcome = v.custom<Outcome<ExportedCount>>(
  (value) => typeof value === 'object' && value !== null && 'ok' in value,
);
const reportSchema: v.GenericSchema<unknown, Exclude<HostReport, { type: 'window' }>> = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('problem'), problem }),
  v.object({ type: v.literal('exported'), id: v.number(), outcome }),
  v.object({ type: v.literal('failed'), problem }),
]);

function lost(code: number): Problem {
  return fail('host-gone', `the engine stopped unexpectedly (exit code ${String(code)}).`, { params: { code } })
    .problem;
}
