// Models the texts of sigs.k8s.io/yaml/kyaml: always in double quotes, of several lines with a line each.

/** So does a line end that is not part of the text. */
const FOLD = '\\\n';

/** A text in quotes. With `indent` one of several lines has a line for each, else it stays on one. */
export function quotedText(text: string, indent?: string): string {
  if (indent === undefined || !text.includes('\n')) {
    const isKey = indent === undefined;
    return `"${Array.from(text, (character) => (isKey ? keyEscape(character) : escaped(character))).join('')}"`;
  }
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const whole = lines.map((line) => `${lineText(line, indent)}\\n${FOLD}`).join('');
  const rest = last === '' ? '' : `${lineText(last, indent)}${FOLD}`;
  return `"${FOLD}${whole}${rest}${indent}"`;
}

/** Spaces at the beginning of a line count only after a backslash; other lines are moved to stand below each other. */
function lineText(line: string, indent: string): string {
  const lead = /^\s/.test(line) ? '\\' : ' ';
  return indent + lead + Array.from(line, escaped).join('');
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\t': '\t',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\v': '\\v',
  '\0': '\\0',
  '\x1b': '\\e',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

const keyEscape = (character: string): string => (character === '\t' ? '\\t' : escaped(character));

function escaped(character: string): string {
  const known = escapes[character];
  if (known !== undefined) return known;
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

const words = new Set('null ~ true y yes on false n no off t f 1 0 .inf -.inf +.inf .nan inf nan infinity'.split(' '));
const INTEGER = /^[-+]?(0b[01]+|0o?[0-7]+|0x[0-9a-f]+|\d+)$/i;
const FLOAT = /^[-+]?((\d+\.?\d*|\.\d+)(e[-+]?\d+)?|inf|infinity)$/i;
const BASE_SIXTY = /^[+-]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d{2}:\d{2})?)?$/;

/** Whether some reader of YAML might take the bare text for a number, a date, a truth value or nothing. */
export function meansSomethingElse(text: string): boolean {
  const number = text.replaceAll('_', '');
  return (
    text === '' ||
    words.has(text.toLowerCase()) ||
    INTEGER.test(number) ||
    FLOAT.test(number) ||
    BASE_SIXTY.test(text) ||
    DATE.test(text)
  );
}
