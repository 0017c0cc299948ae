// One terminal of a window: a shell, and those that it was left for, with the person at them.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TerminalPlace, TerminalPush } from '../../../preload/contract/terminals.ts';
import { admin } from '../../engine/api/authorization/user.ts';
import { ApiFront } from '../../shell/api-front.ts';
import { commands } from '../../shell/kubectl/commands/registry.ts';
import { onTerminal } from '../../shell/line-discipline.ts';
import type { TerminalCluster } from '../../shell/terminal/cluster-client.ts';
import { filesSeenFrom } from '../../shell/terminal/folder-files.ts';
import type { Person } from '../../shell/terminal/person.ts';
import { Terminal } from '../../shell/terminal/terminal.ts';
import { type Completion, completeAt } from '../../shell/terminal/typing/complete-line.ts';
import { History } from '../../shell/terminal/typing/history.ts';
import { KeyStack } from '../../shell/terminal/typing/key-stack.ts';
import { Repl } from '../../shell/terminal/typing/repl.ts';
import { LiveClient } from '../api/live-client.ts';
import type { LiveWorld } from '../api/live-world.ts';
import { Edits } from './edits.ts';
import { CALLER } from './live-held.ts';
import type { Standpoint, Standpoints } from './standpoint.ts';
import { TerminalOutput } from './terminal-output.ts';

/** A command that never waits lets others have their turn after so long, in milliseconds. */
const TURN_MS = 8;
const NOBODY_THERE = 1;
/** Asks the screen to mark what is pasted, so that a tab in it completes nothing. */
const PASTES_IN_BRACKETS = '\x1b[?2004h';
/** Of a shell whose terminal was closed, as by SIGHUP. */
const GONE = 129;

export interface SessionOptions {
  readonly id: string;
  readonly world: LiveWorld;
  readonly held: TerminalCluster;
  readonly standpoints: Standpoints;
  readonly tell: (push: TerminalPush) => void;
  readonly onClosed: () => void;
}

export class TerminalSession {
  readonly #options: SessionOptions;
  readonly #keyboard = new KeyStack();
  readonly #output: TerminalOutput;
  readonly #edits: Edits;
  readonly #client: LiveClient;
  /** The shells one within the other; the person is at the last. */
  readonly #shells: Repl[] = [];
  #columns = 80;
  #isClosed = false;
  /** Whether a command has ended the line that it printed last. */
  #isLineEnded = true;
  #turnMs = performance.now();

  constructor(options: SessionOptions) {
    const { id, world, tell } = options;
    this.#options = options;
    this.#client = new LiveClient(world, { caller: CALLER, user: admin });
    this.#output = new TerminalOutput((text) => {
      tell({ type: 'terminal-output', terminal: id, text });
    });
    this.#edits = new Edits(id, tell);
  }

  /** Opens the shell; comes to its end when the person leaves it. */
  async run(place: TerminalPlace): Promise<void> {
    this.#output.print(PASTES_IN_BRACKETS);
    this.close(await this.#at(place));
  }

  type(text: string): void {
    this.#keyboard.type(text);
  }

  resize(columns: number): void {
    this.#columns = columns;
    for (const shell of this.#shells) shell.columns = columns;
  }

  drawn(characters: number): void {
    this.#output.drawn(characters);
  }

  edited(edit: number, text: string | undefined): void {
    this.#edits.end(edit, text);
  }

  close(exitCode = GONE): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const shell of this.#shells) shell.close();
    this.#output.close();
    this.#options.tell({ type: 'terminal-closed', terminal: this.#options.id, exitCode });
    this.#options.onClosed();
  }

  /** Comes to the exit code of what was run there. */
  #at(place: TerminalPlace): Promise<number> {
    const { standpoints } = this.#options;
    if (place.kind === 'outside') return this.#shell(standpoints.outside());
    if (place.kind === 'node') return this.#visit(place.node);
    return this.#inPod(place);
  }

  #visit(node: string): Promise<number> {
    const standpoint = this.#options.standpoints.node(node);
    if (standpoint) return this.#shell(standpoint);
    this.#print(`there is no machine ${node}\n`);
    return Promise.resolve(NOBODY_THERE);
  }

  async #shell(standpoint: Standpoint): Promise<number> {
    const history = new History();
    const terminal = this.#terminal(standpoint, history);
    const shell = new Repl({
      terminal,
      keyboard: this.#keyboard,
      history,
      print: (text) => {
        this.#output.print(text);
      },
      prompt: () => {
        this.#beginLine();
        return standpoint.prompt(terminal.folder);
      },
      complete: (line) => this.#complete(line, terminal, standpoint),
      onBusy: (busy) => {
        this.#busy(busy);
      },
      onInterrupt: () => {
        this.#output.discard();
      },
    });
    shell.columns = this.#columns;
    this.#shells.push(shell);
    const exitCode = await shell.run();
    this.#shells.pop();
    terminal.close();
    return exitCode;
  }

  /** A shell in a container, by the command that opens one from anywhere. */
  async #inPod({ namespace, pod, container }: Extract<TerminalPlace, { kind: 'pod' }>): Promise<number> {
    const terminal = this.#terminal(this.#options.standpoints.outside(), new History());
    this.#busy(true);
    return terminal.runLine(`kubectl exec -it -n ${namespace} ${pod} -c ${container} -- sh`);
  }

  #terminal({ tree, folder, env, programs }: Standpoint, history: History): Terminal {
    const print = (text: string) => {
      this.#print(text);
    };
    const person: Person = {
      keyboard: this.#keyboard,
      typed: history.lines,
      edit: (file, text, signal) => this.#edits.begin(file, text, signal),
      visit: async (node) => {
        this.#busy(false);
        const exitCode = await this.#visit(node);
        this.#busy(true);
        return exitCode;
      },
    };
    const around = { held: this.#options.held, client: this.#client, tree, folder, env, programs };
    return new Terminal({
      ...around,
      out: print,
      err: print,
      trace: false,
      pause: () => this.#pause(),
      person,
      startUs: 0,
    });
  }

  #complete(line: string, terminal: Terminal, { tree }: Standpoint): Promise<Completion> {
    const { folder, env, programs } = terminal;
    const nothing = () => undefined;
    const surroundings = {
      stdin: () => '',
      out: nothing,
      err: nothing,
      env,
      files: filesSeenFrom(folder, tree),
      spawn: () => Promise.resolve(NOBODY_THERE),
      signal: new AbortController().signal,
    };
    const client = new ApiFront(this.#client);
    const home = env['HOME'] ?? '/';
    return completeAt(line, {
      commands,
      surroundings,
      client,
      programs,
      folder,
      home,
      isFolder: (path) => tree.isFolder(path),
    });
  }

  #print(text: string): void {
    if (text !== '') this.#isLineEnded = text.endsWith('\n');
    this.#output.print(onTerminal(text));
  }

  /** What a command printed without ending its line is not to be drawn over. */
  #beginLine(): void {
    if (!this.#isLineEnded) this.#print('\n');
  }

  #busy(busy: boolean): void {
    if (!this.#isClosed) this.#options.tell({ type: 'terminal-busy', terminal: this.#options.id, busy });
  }

  async #pause(): Promise<void> {
    await this.#output.room();
    if (performance.now() - this.#turnMs < TURN_MS) return;
    await nextTurn();
    this.#turnMs = performance.now();
  }
}
