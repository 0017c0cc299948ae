// Chance has a name: every actor draws from a stream of its own, so that one more draw somewhere does not
// reshuffle the rest.
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

const DIGITS = '0123456789abcdef';

export type SavedStreams = readonly (readonly [name: string, state: readonly number[]])[];

/** One named stream of chance. */
export class RandomStream {
  readonly generator: RandomGenerator;

  constructor(generator: RandomGenerator) {
    this.generator = generator;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return uniformInt(this.generator, low, high);
  }

  /** A number in [0, 1) with 31 random bits. */
  unit(): number {
    return uniformInt(this.generator, 0, 0x7fffffff) / 0x80000000;
  }

  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new Error('random: nothing to pick from');
    return item;
  }

  /** `length` hexadecimal digits, drawn as `text` would draw them. */
  hex(length: number): string {
    const codes: number[] = [];
    // Of 32 bits the last four, of which none are more likely than others.
    for (let i = 0; i < length; i++) codes.push(DIGITS.charCodeAt(this.generator.next() & 15));
    return String.fromCharCode(...codes);
  }

  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string {
    const codes: number[] = [];
    for (let i = 0; i < length; i++) codes.push(alphabet.charCodeAt(this.int(0, alphabet.length - 1)));
    return String.fromCharCode(...codes);
  }
}

export class RandomStreams {
  readonly #streams = new Map<string, RandomStream>();

  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** The stream called `name`, which starts from the seed and the name alone. */
  get(name: string): RandomStream {
    let stream = this.#streams.get(name);
    if (!stream) {
      stream = new RandomStream(xoroshiro128plus(hashText(name, this.seed)));
      this.#streams.set(name, stream);
    }
    return stream;
  }

  save(): SavedStreams {
    return [...this.#streams].map(([name, stream]) => [name, [...stream.generator.getState()]]);
  }

  restore(saved: SavedStreams): void {
    this.#streams.clear();
    for (const [name, state] of saved) this.#streams.set(name, new RandomStream(xoroshiro128plusFromState(state)));
  }
}

/** A 32-bit hash of `text` (FNV-1a with a final mix), good for seeds and spreading, not for security. */
export function hashText(text: string, seed = 0): number {
  let hash = hashBegun(seed);
  for (let i = 0; i < text.length; i++) hash = hashedOn(hash, text.charCodeAt(i));
  return hashDone(hash);
}

/** The parts of `hashText`, for those who hash what is not one text: how it begins, goes on with a character and ends. */
export const hashBegun = (seed: number): number => (0x811c9dc5 ^ seed) | 0;
export const hashedOn = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

export function hashDone(begun: number): number {
  let hash = Math.imul(begun ^ (begun >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
