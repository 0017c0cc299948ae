// `grep` is the shell library's but for what that does not know: several patterns, and files that it takes for no texts.
import { complained, type Program } from './program.ts';

const PATTERN_FLAGS = /^-(\w*)e(.*)$/;

/** The library's `grep`, which takes every file for a text, as `-a` asks for. */
export const grepProgram: Program = {
  name: 'grep',
  async run(args, context) {
    const words = onePattern(args.filter((word) => word !== '-a' && word !== '--text'));
    return (await context.origCommand?.([...words])) ?? complained('grep: not available\n');
  },
};

/** The words of a `grep` that asks for the same with a single pattern: of several `-e` the library heeds the last. */
function onePattern(words: readonly string[]): readonly string[] {
  const patterns: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return patterns.length < 2 ? words : [...joined(patterns, others), ...words.slice(at)];
    const [isPattern, flags = '', attached = ''] = PATTERN_FLAGS.exec(word) ?? [];
    if (word.startsWith('--regexp=')) patterns.push(word.slice('--regexp='.length));
    else if (word === '--regexp') patterns.push(words[++at] ?? '');
    else if (isPattern === undefined) others.push(word);
    else {
      if (flags !== '') others.push(`-${flags}`);
      patterns.push(attached === '' ? (words[++at] ?? '') : attached);
    }
  }
  return patterns.length < 2 ? words : joined(patterns, others);
}

function joined(patterns: readonly string[], others: readonly string[]): readonly string[] {
  const has = (letter: string) => others.some((word) => /^-\w+$/.test(word) && word.includes(letter));
  if (has('E') || has('P')) return ['-e', patterns.join('|'), ...others];
  if (!has('F')) return ['-e', patterns.join('\\|'), ...others];
  const escaped = patterns.map((pattern) => pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const without = others.map((word) => (/^-\w+$/.test(word) ? word.replace('F', 'E') : word));
  return ['-e', escaped.join('|'), ...without];
}
