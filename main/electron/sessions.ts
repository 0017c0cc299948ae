// Which session is open: opens another, and starts the host anew from its file when it was lost.
import { MessageChannelMain, type MessagePortMain } from 'electron';
import { dirname } from 'node:path';
import type { AppPush, SessionInfo } from '../../preload/contract/calls.ts';
import { type Outcome, type Problem, fail, succeed } from '../../preload/contract/problems.ts';
import type { ExportChoices } from '../../preload/contract/transfer.ts';
import { type ExportedCount, type HostArguments, HOST_EXIT, type NewSession } from '../host/control.ts';
import { deleteSession, listSessions, pathForNew, renameSession, sessionInfo } from '../store/session-library.ts';
import { HostProcess } from './host-process.ts';
import type { JsonFile } from './json-file.ts';
import type { Remembered } from './preferences.ts';
import { RestartBudget } from './restart-budget.ts';

const FIRST_SESSION = 'tutorial';
const PRESET = 'tutorial';

/** Where news of the host goes, and the port to it. */
export interface Page {
  readonly listening: boolean;
  push(push: AppPush): void;
  sendPort(port: MessagePortMain): void;
}

export interface SessionsOptions {
  /** The host's program. */
  readonly script: string;
  /** The folder of saved sessions. */
  readonly folder: string;
  readonly remembered: JsonFile<Remembered>;
}

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #restarts = new RestartBudget();
  #host: HostProcess | undefined;
  #page: Page | undefined;
  /** News from before there was a page. */
  #early: AppPush[] = [];

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  get openPath(): string | undefined {
    return this.#host?.given.path;
  }

  /**
   * Begins at start-up: opens `path`, or the session that was open last, or the latest, or makes the first one. Does not
   * wait. If that fails, people are told, and another session comes up instead.
   */
  begin(path: string | undefined): void {
    const first = path ?? this.#options.remembered.value.session;
    const begun = first === undefined ? this.#openAnother(undefined) : this.open(first);
    void begun.then(async (opened) => {
      if (opened.ok) return;
      this.#tell(opened.problem);
      const instead = await this.#openAnother(first);
      // Where the disk is to blame, it is to blame for both: one message will do.
      if (!instead.ok && instead.problem.code !== opened.problem.code) this.#tell(instead.problem);
    });
  }

  attach(page: Page): void {
    this.#page = page;
    for (const push of this.#early.splice(0)) page.push(push);
  }

  /** The sessions in the folder, and the open one wherever it is; the latest changed first. */
  list(): readonly SessionInfo[] {
    const { openPath } = this;
    const inside = listSessions(this.#options.folder);
    if (openPath === undefined || inside.some(({ path }) => path === openPath)) return inside;
    return [sessionInfo(openPath), ...inside];
  }

  async create(name: string): Promise<Outcome<SessionInfo>> {
    const path = pathForNew(this.#options.folder, name);
    if (!path.ok) return path;
    const opened = await this.open(path.value, { name, preset: PRESET });
    return opened.ok ? succeed(sessionInfo(path.value)) : opened;
  }

  /** Where a new session of that name goes. */
  placeFor(name: string): Outcome<string> {
    return pathForNew(this.#options.folder, name);
  }

  infoOf(path: string): SessionInfo {
    return sessionInfo(path);
  }

  /** Opens another session, at rest if that is asked for. The present one stays open if that fails. */
  async open(path: string, create?: NewSession, paused = false): Promise<Outcome<unknown>> {
    if (this.openPath === path) return succeed(null);
    const started = await this.#start({ path, create, paused });
    if (!started.ok) return started;
    const before = this.#host;
    this.#host = started.value;
    const { remembered } = this.#options;
    remembered.set({ ...remembered.value, session: path });
    this.connectPage();
    await before?.close();
    return succeed(null);
  }

  /** Like `open`, for requests that nobody waits for: people are told of a failure. */
  async openAloud(path: string): Promise<void> {
    const opened = await this.open(path);
    if (!opened.ok) this.#tell(opened.problem);
  }

  /** Renames a session and its file; the open one is closed for a moment. */
  async rename(path: string, name: string): Promise<Outcome<SessionInfo>> {
    const refused = this.#refuseStranger(path);
    if (refused) return refused;
    if (path !== this.openPath) return renameSession(path, name);
    await this.close();
    const renamed = renameSession(path, name);
    const now = renamed.ok ? renamed.value.path : path;
    const reopened = await this.open(now);
    if (!renamed.ok) return renamed;
    return reopened.ok ? succeed(sessionInfo(now)) : reopened;
  }

  /** Deletes a session; if it is the open one, another comes up first. */
  async delete(path: string): Promise<Outcome<null>> {
    const refused = this.#refuseStranger(path);
    if (refused) return refused;
    if (path === this.openPath) {
      const left = await this.#openAnother(path);
      if (!left.ok) return left;
    }
    const deleted = deleteSession(path);
    return deleted.ok ? succeed(null) : deleted;
  }

  /** A new line to the host for the page, once both are there. */
  connectPage(): void {
    if (!this.#host || this.#page?.listening !== true) return;
    this.#page.sendPort(lineTo(this.#host));
    this.#push({ type: 'host-connected' });
  }

  /** Has the open session written to `path`; undefined while there is no host. */
  async export(path: string, choices: ExportChoices): Promise<Outcome<ExportedCount> | undefined> {
    return this.#host?.export(path, choices);
  }

  /** A line to the host for somebody else; undefined while there is no host. */
  connect(): MessagePortMain | undefined {
    return this.#host && lineTo(this.#host);
  }

  async close(): Promise<void> {
    const host = this.#host;
    this.#host = undefined;
    await host?.close();
  }

  /** The page may rename and delete what is in the folder of sessions, and what it has open; no other files. */
  #refuseStranger(path: string): Outcome<never> | undefined {
    if (dirname(path) === this.#options.folder || path === this.openPath) return undefined;
    return fail('session-missing', `there is no saved session ${path}.`, { where: path });
  }

  async #openAnother(notThis: string | undefined): Promise<Outcome<unknown>> {
    for (const { path, open, problem } of listSessions(this.#options.folder)) {
      if (path === notThis || open || problem !== undefined) continue;
      const opened = await this.open(path);
      if (opened.ok) return opened;
    }
    return this.create(FIRST_SESSION);
  }

  /** Starts a host and waits until its session is open or refused. */
  #start(given: HostArguments): Promise<Outcome<HostProcess>> {
    return new Promise((resolve) => {
      let ready = false;
      const host: HostProcess = new HostProcess(this.#options.script, given, {
        onReady: () => {
          ready = true;
          resolve(succeed(host));
        },
        onProblem: (problem) => {
          this.#tell(problem);
        },
        onLost: (problem, code, again) => {
          if (ready) void this.#restart(given, problem, code, again);
          else resolve({ ok: false, problem });
        },
      });
    });
  }

  async #restart(given: HostArguments, problem: Problem, code: number, again: boolean): Promise<void> {
    this.#host = undefined;
    const restarting = again && this.#restarts.take(Date.now());
    this.#push({ type: 'host-lost', restarting, reason: problem.message });
    if (!restarting) return;
    // A cluster whose engine stopped comes back at rest: going on would stop it again.
    const paused = given.paused || code === HOST_EXIT.engineStopped;
    const started = await this.#start({ path: given.path, paused });
    if (!started.ok) {
      this.#push({ type: 'host-lost', restarting: false, reason: started.problem.message });
      return;
    }
    this.#host = started.value;
    this.connectPage();
  }

  #tell(problem: Problem): void {
    this.#push({ type: 'session-problem', ...problem });
  }

  #push(push: AppPush): void {
    if (this.#page) this.#page.push(push);
    else this.#early.push(push);
  }
}

function lineTo(host: HostProcess): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  host.connect(port1);
  return port2;
}
