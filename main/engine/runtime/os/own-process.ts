// A process as its program sees it.
import type { Micros } from '../../kernel/time.ts';
import type { Files } from '../files.ts';
import type { HttpRequest, NameAnswer, RequestAnswer, RuleTables } from '../interfaces.ts';
import { type Lookup, lookUp } from '../names/look-up.ts';
import type { AtOnce, Process, ProcessRow, SpawnOptions } from '../programs/program.ts';
import type { ReadResult } from './open-files.ts';
import { baseName, resolvePath } from './paths.ts';
import type { SignalName } from './signals.ts';
import type { System } from './system.ts';
import { type ProcessEntry, fdsOf } from './table.ts';

const OOM_CODE = 137;

export class OwnProcess implements Process {
  readonly #os: System;
  readonly #entry: ProcessEntry;

  constructor(os: System, entry: ProcessEntry) {
    this.#os = os;
    this.#entry = entry;
  }

  get pid(): number {
    return this.#entry.pid;
  }

  get argv(): readonly string[] {
    return this.#entry.argv;
  }

  get image(): string {
    return this.#os.host.image;
  }

  get hostname(): string {
    return this.#os.host.hostname;
  }

  get ip(): string {
    return this.#os.host.ip;
  }

  get ports(): readonly number[] {
    return this.#os.host.ports;
  }

  get files(): Files {
    return this.#os.host.files;
  }

  get now() {
    return this.#os.host.now;
  }

  get env(): Readonly<Record<string, string>> {
    return this.#entry.env ?? this.#os.host.env;
  }

  get cwd(): string {
    return this.#entry.cwd ?? this.#os.host.workingDir;
  }

  path(path: string): string {
    return resolvePath(this.cwd, path);
  }

  read(until?: string): ReadResult {
    const descriptor = fdsOf(this.#entry)['0'];
    if (typeof descriptor === 'number') return this.#os.open.read(descriptor, until);
    return { text: '', ended: descriptor !== 'stdin' || !this.#os.host.stdinOpen };
  }

  out(text: string): void {
    this.#os.write(this.#entry, 1, text);
  }

  err(text: string): void {
    this.#os.write(this.#entry, 2, text);
  }

  spawn(argv: readonly string[], { env, stdin }: SpawnOptions = {}): number | undefined {
    const { pid, cwd, fds, ignores } = this.#entry;
    const own = stdin === undefined ? fds : { ...fdsOf(this.#entry), 0: this.#text(stdin) };
    const child = this.#os.spawn({ argv, parent: pid, env: env ?? this.#entry.env, cwd, fds: own, ignores });
    return child?.pid;
  }

  ended(pid: number): number | undefined {
    const { ended = [] } = this.#entry;
    const found = ended.find(([each]) => each === pid);
    if (found) this.#entry.ended = ended.length > 1 ? ended.filter((each) => each !== found) : undefined;
    return found?.[1];
  }

  signal(pid: number, signal: SignalName): boolean {
    return this.#os.signal(pid, signal) || (this.#os.host.neighbours?.signal(pid, signal) ?? false);
  }

  processes(): readonly ProcessRow[] {
    const { processes } = this.#os.table;
    const others = this.#os.host.neighbours?.rows();
    return others ? [...others, ...processes].sort((a, b) => a.pid - b.pid) : processes;
  }

  locate(name: string): string | undefined {
    if (!this.#os.isProgram([name], this.cwd)) return undefined;
    return name.includes('/') ? this.path(name) : `/bin/${baseName(name)}`;
  }

  request(address: string, port: number, request: HttpRequest, patienceUs: number): RequestAnswer {
    return this.#os.host.request(address, port, request, patienceUs);
  }

  lookUp(name: string): Lookup {
    return lookUp(name, this.files, (absolute, server) => this.askName(absolute, server));
  }

  askName(name: string, server: string): NameAnswer {
    return this.#os.host.askName(name, server);
  }

  ping(address: string): number | undefined {
    return this.#os.host.ping(address);
  }

  ruleTables(): RuleTables | undefined {
    return this.#os.host.ruleTables();
  }

  clock(): Micros {
    this.#os.host.varies();
    return this.now;
  }

  random(low: number, high: number): number {
    return this.#os.host.random(low, high);
  }

  runAtOnce(argv: readonly string[], env: Readonly<Record<string, string>>): AtOnce | undefined {
    return this.#os.host.runAtOnce(argv, { ...this.env, ...env });
  }

  takeMemory(bytes: number): boolean {
    const { host } = this.#os;
    const more = bytes - (this.#entry.memory ?? 0);
    if (more <= 0) return true;
    if (bytes <= (host.memoryLimitBytes ?? Infinity) && host.takeMemory(more, baseName(this.argv[0] ?? ''))) {
      this.#entry.memory = bytes;
      return true;
    }
    this.#os.end(OOM_CODE, 'oom');
    return false;
  }

  burn(cpuMilli: number): void {
    this.#entry.cpuMilli = cpuMilli;
  }

  #text(text: string): number {
    return this.#os.open.add({ type: 'text', text, at: 0 });
  }
}
