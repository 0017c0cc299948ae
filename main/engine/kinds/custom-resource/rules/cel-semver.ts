// Models apiserver's pkg/cel/semver.go and pkg/cel/library/semverlib.go (v1.35): versions as values of rules.
import { EvaluationError } from '@marcbachmann/cel-js';

const NUMBER = '(0|[1-9]\\d*)';
const WORDS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${WORDS}))?(?:\\+${WORDS})?$`);

export class CelSemver {
  /** Major, minor and patch. */
  readonly numbers: readonly bigint[];
  /** What a version before the release is called, in parts; empty for releases. */
  readonly before: readonly string[];

  constructor(numbers: readonly bigint[], before: readonly string[]) {
    this.numbers = numbers;
    this.before = before;
  }

  /** Undefined when the text is no version. */
  static parse(text: string): CelSemver | undefined {
    const [, major, minor, patch, before] = VERSION.exec(text) ?? [];
    if (major === undefined || minor === undefined || patch === undefined) return undefined;
    const parts = before?.split('.') ?? [];
    if (parts.some((part) => /^0\d+$/.test(part))) return undefined;
    return new CelSemver([BigInt(major), BigInt(minor), BigInt(patch)], parts);
  }

  /** Throws EvaluationError where `parse` finds none. */
  static of(text: string): CelSemver {
    const version = CelSemver.parse(text);
    if (!version) throw new EvaluationError('No Major.Minor.Patch elements found');
    return version;
  }

  /** Negative, 0 or positive; a version before a release is older than the release. */
  compare(other: CelSemver): number {
    for (const [index, number] of this.numbers.entries()) {
      const difference = number - (other.numbers[index] ?? 0n);
      if (difference !== 0n) return difference < 0n ? -1 : 1;
    }
    if (this.before.length === 0 || other.before.length === 0) return other.before.length - this.before.length;
    return compareWords(this.before, other.before);
  }
}

/** The parts in turn; the list that ends first is the older. */
function compareWords(words: readonly string[], others: readonly string[]): number {
  for (const [index, word] of words.entries()) {
    const other = others[index];
    if (other === undefined) return 1;
    if (word !== other) return compareParts(word, other);
  }
  return words.length - others.length;
}

/** Numbers come before words. */
function compareParts(word: string, other: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(word), /^\d+$/.test(other)];
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  const isLess = isNumber ? BigInt(word) < BigInt(other) : word < other;
  return isLess ? -1 : 1;
}
