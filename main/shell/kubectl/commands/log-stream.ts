// The lines of one container on their way to the terminal.
import { toTimestamp, type Micros } from '../../../engine/kernel/time.ts';
import type { LogAnswerLine as LogLine, LogRequest } from '../../api-client.ts';

export interface LogStreamOptions {
  readonly request: LogRequest;
  /** Put before each line. */
  readonly prefix: string;
  readonly timestamps: boolean;
  /** Only what was written since then. */
  readonly since: Micros | undefined;
  /** How many of the last lines are shown at first; all when negative. */
  readonly tail: number;
  readonly bytesMax: number;
}

export class LogStream {
  readonly #options: LogStreamOptions;
  /** How many lines have been taken. */
  #taken = 0;
  #bytesLeft: number;

  constructor(options: LogStreamOptions) {
    this.#options = options;
    this.#bytesLeft = options.bytesMax;
  }

  get request(): LogRequest {
    return this.#options.request;
  }

  /** The text of the lines that are new among `lines`, which are all of the container. */
  take(lines: readonly LogLine[]): string {
    const { since, tail } = this.#options;
    const isFirst = this.#taken === 0;
    const fresh = lines.slice(this.#taken).filter(({ at }) => since === undefined || at >= since);
    const shown = isFirst && tail >= 0 ? fresh.slice(Math.max(fresh.length - tail, 0)) : fresh;
    this.#taken = lines.length;
    return this.#limited(shown.map((line) => this.#textOf(line)).join(''));
  }

  #textOf({ at, text, partial }: LogLine): string {
    const { prefix, timestamps } = this.#options;
    return `${prefix}${timestamps ? `${preciseTimestamp(at)} ` : ''}${text}${partial === true ? '' : '\n'}`;
  }

  #limited(text: string): string {
    if (this.#bytesLeft === Infinity) return text;
    const bytes = new TextEncoder().encode(text).slice(0, this.#bytesLeft);
    this.#bytesLeft -= bytes.length;
    return new TextDecoder().decode(bytes);
  }
}

/** Nine decimals, as the container runtime writes times. */
function preciseTimestamp(at: Micros): string {
  const nanos = String((at % 1_000_000) * 1_000).padStart(9, '0');
  return toTimestamp(at).replace('Z', `.${nanos}Z`);
}
