// Models shareProcessNamespace (v1.35): the containers of a Pod see each other's processes, and the first of all is the
// sandbox's own.
import type { Container } from '../container.ts';
import type { Neighbours } from '../os/neighbours.ts';
import type { Os } from '../os/os.ts';
import type { SignalName } from '../os/signals.ts';
import { processOf } from '../os/table.ts';
import type { ProcessRow } from '../programs/program.ts';
import type { Sandbox } from '../sandbox.ts';

const PAUSE: ProcessRow = { pid: 1, parent: 0, argv: ['/pause'] };
/** The first number that a container's process gets. */
const FIRST_PID = 7;

export class SharedProcesses implements Neighbours {
  readonly #sandbox: Sandbox;
  readonly #own: Container;
  readonly #osOf: (container: Container) => Os;

  /** What the others are to `own`; `osOf` gives the system that one of them runs in. */
  constructor(sandbox: Sandbox, own: Container, osOf: (container: Container) => Os) {
    this.#sandbox = sandbox;
    this.#own = own;
    this.#osOf = osOf;
  }

  freePid(): number {
    return Math.max(FIRST_PID, ...this.#sandbox.containers.map(({ processes }) => processes.nextPid));
  }

  rows(): readonly ProcessRow[] {
    return [PAUSE, ...this.#others().flatMap(({ processes }) => processes.processes)];
  }

  signal(pid: number, signal: SignalName): boolean {
    if (pid === PAUSE.pid) return true;
    const container = this.#others().find(({ processes }) => processOf(processes, pid));
    if (!container) return false;
    const os = this.#osOf(container);
    os.signal(pid, signal);
    os.run();
    return true;
  }

  #others(): readonly Container[] {
    return this.#sandbox.containers.filter((each) => each !== this.#own && each.status.state === 'running');
  }
}
