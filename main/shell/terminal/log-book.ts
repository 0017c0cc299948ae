// What containers wrote, as the kubelets keep it: of each container the present life and the one before.
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { type Micros, SECOND } from '../../engine/kernel/time.ts';
import { ExecBook } from './exec-book.ts';
import { TrafficBook } from './traffic-book.ts';

export interface LogLine {
  readonly at: Micros;
  readonly text: string;
  /** It was not ended when its writer was. */
  readonly partial?: true | undefined;
}

export interface ContainerLog {
  readonly lines: readonly LogLine[];
  readonly ended: boolean;
}

/** From the end of a container to the removal of the dead one before it, when it lived too short to be seen alive. */
const CLEANUP_US = 8 * SECOND;
const RELIST_US = SECOND;

/** Of a life that writes more the oldest lines go. */
const LINES_MAX = 10_000;
const LIVES_MAX = 2;

interface Life {
  /** As they were written: some hold several lines. */
  lines: LogLine[];
  ended: boolean;
  readonly startedAt: Micros;
  endedAt?: Micros;
}

export class LogBook {
  /** Commands that people run in containers. */
  readonly execs = new ExecBook();
  /** Requests that went through the machines. */
  readonly traffic = new TrafficBook();
  /** By the Pod's UID, then by container; the latest life comes last. */
  readonly #pods: Map<string, Map<string, Life[]>>;

  constructor(copied?: LogBook) {
    this.#pods = new Map(copied && structuredClone(copied.#pods));
  }

  /** Takes in what has happened; records have to come in their order, none twice. */
  add(records: Iterable<JournalRecord>): void {
    for (const record of records) this.#add(record);
  }

  /** The log of a container's present life, or of the one before; undefined when there was none. */
  read(podUid: string, container: string, previous: boolean): ContainerLog | undefined {
    const life = this.#pods
      .get(podUid)
      ?.get(container)
      ?.at(previous ? -2 : -1);
    return life && { lines: life.lines.flatMap(linesOf), ended: life.ended };
  }

  /** Whether the kubelet has removed what ran before: it does when it sees the container after it dead. */
  isRemoved(podUid: string, container: string, now: Micros): boolean {
    const [before, latest] = this.#pods.get(podUid)?.get(container) ?? [];
    if (!before || latest?.endedAt === undefined) return false;
    return latest.endedAt - latest.startedAt >= RELIST_US || now - latest.endedAt >= CLEANUP_US;
  }

  #add(record: JournalRecord): void {
    switch (record.type) {
      case 'container-started':
        this.#lives(record.podUid, record.container).push({ lines: [], ended: false, startedAt: record.t });
        this.#keepLatest(record.podUid, record.container);
        return;
      case 'log-written':
        this.#write(record.podUid, record.container, {
          at: record.t,
          text: record.text,
          partial: record.partial,
        });
        return;
      case 'container-exited': {
        const life = this.#lives(record.podUid, record.container).at(-1);
        if (life) Object.assign(life, { ended: true, endedAt: record.t });
        return;
      }
      case 'object-deleted':
        if (record.resource === 'pods') this.#pods.delete(record.object.metadata?.uid ?? '');
        return;
      default:
        this.execs.add(record);
        this.traffic.add(record);
    }
  }

  #write(podUid: string, container: string, line: LogLine): void {
    const life = this.#lives(podUid, container).at(-1);
    if (!life) return;
    life.lines.push(line);
    if (life.lines.length > LINES_MAX) life.lines = life.lines.slice(LINES_MAX / 2);
  }

  #keepLatest(podUid: string, container: string): void {
    const lives = this.#lives(podUid, container);
    lives.splice(0, lives.length - LIVES_MAX);
  }

  #lives(podUid: string, container: string): Life[] {
    const pod = this.#pods.get(podUid) ?? new Map<string, Life[]>();
    this.#pods.set(podUid, pod);
    const lives = pod.get(container) ?? [];
    pod.set(container, lives);
    return lives;
  }
}

/** What was written in one breath, line by line; only the last can be unfinished. */
function linesOf(written: LogLine): readonly LogLine[] {
  const { at, text, partial } = written;
  const lines = text.split('\n');
  if (lines.length === 1) return [written];
  return lines.map((line, index) => ({ at, text: line, partial: index === lines.length - 1 ? partial : undefined }));
}
