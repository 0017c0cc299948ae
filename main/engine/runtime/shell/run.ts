// A shell while it has its turn: its state together with the process it lives in.
import type { System } from '../os/system.ts';
import type { Descriptor, Descriptors } from '../os/descriptor.ts';
import { type ProcessEntry, type Wait, fdsOf } from '../os/table.ts';
import type { Process } from '../programs/program.ts';
import { type Frame, type ShellState, forkShell } from './state.ts';
import type { Node, Script } from './syntax.ts';

export class ShellRun {
  readonly os: System;
  readonly process: ProcessEntry;
  readonly shell: ShellState;
  readonly own: Process;

  constructor(os: System, process: ProcessEntry, shell: ShellState) {
    this.os = os;
    this.process = process;
    this.shell = shell;
    this.own = os.own(process);
  }

  get fds(): Descriptors {
    return fdsOf(this.process);
  }

  script(slot: number): Script {
    return this.os.host.scripts.get(this.shell.scripts[slot] ?? '');
  }

  /** The node that a frame stands at. */
  node({ script, node }: Frame): Node {
    const { root, nodes } = this.script(script);
    return nodes[node] ?? root;
  }

  push(script: number, node: Node): void {
    this.shell.frames.push({ script, node: node.id, step: 0 });
  }

  /** Takes the topmost frame away and puts back what it changed. */
  pop(): void {
    const { shell, process } = this;
    const frame = shell.frames.pop();
    if (!frame) return;
    if (frame.saved) {
      process.fds = frame.saved;
      this.os.open.closeUnused();
    }
    if (frame.args) shell.args = frame.args;
    for (const [name, value] of (frame.locals ?? []).toReversed()) {
      if (value === null) Reflect.deleteProperty(shell.vars, name);
      else shell.vars[name] = value;
    }
    if (frame.kind === 'trap') shell.status = frame.status ?? shell.status;
  }

  /** Ends the shell: what is under way is given up. */
  exit(status: number): Wait | undefined {
    while (this.shell.frames.length > 0) this.pop();
    this.shell.exiting = status & 255;
    return undefined;
  }

  /** Ends the command of the topmost frame. */
  done(status: number): Wait | undefined {
    this.shell.status = status;
    this.pop();
    if (status !== 0) this.checkErrors(status);
    return undefined;
  }

  /** `set -e`: ends the shell unless the command is part of a condition. */
  checkErrors(status: number): void {
    const { shell } = this;
    if (shell.options.includes('e') && shell.forked?.tested !== true && !this.isTested()) this.exit(status);
  }

  /** Whether what runs now is part of a condition. */
  isTested(): boolean {
    return this.shell.frames.some((frame) => {
      if (frame.kind === 'call') return false;
      const { type } = this.node(frame);
      if (type === 'loop') return frame.step === 1;
      return type === 'if' || type === 'and' || type === 'or' || type === 'not';
    });
  }

  /** A child that runs one node of a script. Undefined when there is no room for it. */
  fork(script: number, node: Node, fds: Descriptors, tested = this.isTested()): number | undefined {
    const { process, shell, os } = this;
    const isTested = tested || shell.forked?.tested === true;
    const child = os.add(
      { argv: process.argv, parent: process.pid, env: process.env, cwd: process.cwd, fds, ignores: process.ignores },
      { type: 'shell', shell: forkShell(shell, script, node.id, isTested) },
    );
    if (!child) this.complain("can't fork: Resource temporarily unavailable");
    return child?.pid;
  }

  /** What exported variables make for children; undefined when that is the container's own environment. */
  environment(extra: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> | undefined {
    const { shell, os } = this;
    const env: Record<string, string> = {};
    for (const name of Object.keys(shell.exported)) {
      const value = shell.vars[name];
      if (value !== undefined) env[name] = value;
    }
    Object.assign(env, extra);
    const own = Object.entries(os.host.env);
    return own.length === Object.keys(env).length && own.every(([name, value]) => env[name] === value)
      ? undefined
      : env;
  }

  /** Says what went wrong, with the shell's name before it. */
  complain(message: string, line?: number): void {
    const { name, fromFile = false } = this.shell;
    const where = fromFile && line !== undefined ? `line ${String(line)}: ` : '';
    this.own.err(`${name}: ${where}${message}\n`);
  }

  waitFor(pid: number): Wait {
    return { for: 'child', pid };
  }

  with(fd: number, descriptor: Descriptor): Descriptors {
    return { ...this.fds, [fd]: descriptor };
  }
}
