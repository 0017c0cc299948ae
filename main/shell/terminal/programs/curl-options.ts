// The words after `curl`.

export interface CurlOptions {
  readonly url: string;
  readonly method: string;
  readonly host: string | undefined;
  /** Print the head of the answer: before its body, or instead of it. */
  readonly head: 'no' | 'before' | 'only';
  readonly verbose: boolean;
  readonly silent: boolean;
  /** With `--silent`, errors all the same. */
  readonly showErrors: boolean;
  /** Nothing is printed of an answer of 400 and above, and curl fails. */
  readonly failOnError: boolean;
  readonly output: string | undefined;
  readonly writeOut: string;
  readonly timeoutSeconds: number | undefined;
}

/** A word that is no option of ours. */
export interface UnknownOption {
  readonly unknown: string;
}

const LONG: Readonly<Record<string, string>> = {
  '--silent': 's',
  '--show-error': 'S',
  '--head': 'I',
  '--include': 'i',
  '--verbose': 'v',
  '--fail': 'f',
  '--insecure': 'k',
  '--location': 'L',
  '--request': 'X',
  '--header': 'H',
  '--output': 'o',
  '--write-out': 'w',
  '--max-time': 'm',
  '--connect-timeout': 'm',
  '--data': 'd',
  '--no-progress-meter': 's',
};
const WITH_VALUE = 'XHowmd';
const ALONE = 'sSIivfkLg4';

/** Reads curl's options; the last word that is none is the URL. */
export function curlOptions(args: readonly string[]): CurlOptions | UnknownOption {
  const values = new Map<string, string>();
  let url = '';
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      url = word;
      continue;
    }
    const [name = '', inline] = word.startsWith('--') ? word.split('=', 2) : [word];
    const letters = word.startsWith('--') ? LONG[name] : word.slice(1);
    if (letters === undefined) return { unknown: word };
    const taken = readLetters(letters, inline ?? args[at + 1], values);
    if (taken === 'unknown') return { unknown: word };
    if (taken === 'next' && inline === undefined) at += 1;
  }
  return meant(url, values);
}

/** Says whether the word that follows was the value of one of the letters. */
function readLetters(
  letters: string,
  next: string | undefined,
  values: Map<string, string>,
): 'next' | 'done' | 'unknown' {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters.charAt(at);
    if (WITH_VALUE.includes(letter)) {
      const attached = letters.slice(at + 1);
      const value = attached === '' ? (next ?? '') : attached;
      values.set(letter === 'H' && !/^host:/i.test(value) ? 'other-header' : letter, value);
      return attached === '' ? 'next' : 'done';
    }
    if (!ALONE.includes(letter)) return 'unknown';
    values.set(letter, '');
  }
  return 'done';
}

function meant(url: string, values: ReadonlyMap<string, string>): CurlOptions {
  const isHead = values.has('I');
  const timeout = values.get('m');
  return {
    url,
    method: values.get('X') ?? (isHead ? 'HEAD' : values.has('d') ? 'POST' : 'GET'),
    host: values.get('H')?.replace(/^host:\s*/i, ''),
    head: isHead ? 'only' : values.has('i') ? 'before' : 'no',
    verbose: values.has('v'),
    silent: values.has('s'),
    showErrors: values.has('S'),
    failOnError: values.has('f'),
    output: values.get('o'),
    writeOut: values.get('w') ?? '',
    timeoutSeconds: timeout === undefined ? undefined : Number(timeout),
  };
}
