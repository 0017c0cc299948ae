// The words after a command's name, taken apart as `getopt_long` does: letters may stand together, and a value stands
// behind its option, or is the next word.

/** What options a program knows, by letter and by long name; each leads to its key, the letter if it has one. */
export interface OptionTable {
  readonly keys: ReadonlyMap<string, string>;
  readonly valued: ReadonlySet<string>;
}

export interface Words {
  readonly has: (key: string) => boolean;
  /** What was given last. */
  readonly value: (key: string) => string | undefined;
  readonly values: (key: string) => readonly string[];
  /** Words that are no options, in order. */
  readonly operands: readonly string[];
  /** The first word that is no option of the program, or whose value is missing. */
  readonly problem: { readonly kind: 'unknown' | 'missing'; readonly word: string; readonly name: string } | undefined;
}

/**
 * One text an option: its letter, `:` when it takes a value, and its long name, of which either may be missing:
 * `s silent`, `m: max-time`, `: retry`, `4`.
 */
export function optionTable(...texts: readonly string[]): OptionTable {
  const keys = new Map<string, string>();
  const valued = new Set<string>();
  for (const text of texts) {
    const [option = '', name] = text.split(' ');
    const letter = option.replace(':', '');
    const key = letter === '' ? (name ?? '') : letter;
    if (letter !== '') keys.set(`-${letter}`, key);
    if (name !== undefined) keys.set(`--${name}`, key);
    if (option.endsWith(':')) valued.add(key);
  }
  return { keys, valued };
}

/** Reads the words; after `--` all are operands. */
export function readWords(args: readonly string[], { keys, valued }: OptionTable): Words {
  const found = new Map<string, string[]>();
  const operands: string[] = [];
  let problem: Words['problem'];
  const keep = (key: string, value: string) => void found.set(key, [...(found.get(key) ?? []), value]);
  const complain = (kind: 'unknown' | 'missing', word: string, name = word) => void (problem ??= { kind, word, name });
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') operands.push(word);
    else if (word.startsWith('--')) at += readLong(word, args[at + 1]);
    else at += readLetters(word, args[at + 1]);
  }
  return {
    has: (key) => found.has(key),
    value: (key) => found.get(key)?.at(-1),
    values: (key) => found.get(key) ?? [],
    operands,
    problem,
  };

  /** Both answer how many of the words that follow they have taken. */
  function readLong(word: string, next: string | undefined): number {
    const [name = '', ...rest] = word.split('=');
    const key = keys.get(name);
    if (key === undefined) complain('unknown', word, name);
    else if (!valued.has(key)) keep(key, '');
    else if (rest.length > 0) keep(key, rest.join('='));
    else if (next === undefined) complain('missing', word, name);
    else {
      keep(key, next);
      return 1;
    }
    return 0;
  }

  function readLetters(word: string, next: string | undefined): number {
    for (let at = 1; at < word.length; at++) {
      const letter = `-${word.charAt(at)}`;
      const key = keys.get(letter);
      if (key === undefined) {
        complain('unknown', word, letter);
        return 0;
      }
      if (!valued.has(key)) {
        keep(key, '');
        continue;
      }
      const attached = word.slice(at + 1);
      if (attached !== '') keep(key, attached);
      else if (next === undefined) complain('missing', word, letter);
      else keep(key, next);
      return attached === '' && next !== undefined ? 1 : 0;
    }
    return 0;
  }
}
