// Models stringv in go.yaml.in/yaml/v2/encode.go and the scalar writers of emitterc.go: which quotes a text needs, and
// where a long one is folded.

export interface TextPlace {
  /** Where the text begins. */
  readonly column: number;
  /** How far its further lines are indented. */
  readonly indent: number;
  /** Keys are never folded. */
  readonly key: boolean;
}

/** A text is folded at the first space after this column. */
const COLUMN_MAX = 80;

/** A text as a YAML scalar, without line break at its end. */
export function yamlText(text: string, place: TextPlace): string {
  const traits = traitsOf(text);
  if (text.includes('\n') && !place.key && traits.blockAllowed) return literal(text, place.indent);
  if (text.includes('\n') || meansSomethingElse(text) || !traits.singleQuotedAllowed) return doubleQuoted(text, place);
  return traits.plainAllowed ? fold(text, place) : singleQuoted(text, place);
}

const keywords = new Set(
  ['~', 'null', 'true', 'false', 'yes', 'no', 'on', 'off'].flatMap((word) => [
    word,
    word.toUpperCase(),
    word.charAt(0).toUpperCase() + word.slice(1),
  ]),
);
const patterns = [
  /^[yYnN]$/,
  /^<<$/,
  /^[-+]?\.(inf|Inf|INF)$/,
  /^\.(nan|NaN|NAN)$/,
  /^[-+]?0b[01_]+$/,
  /^[-+]?0o?[0-7_]+$/,
  /^[-+]?0x[0-9a-fA-F_]+$/,
  /^[-+]?[0-9][0-9_]*$/,
  /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/,
  // Numbers to the base of sixty, and dates.
  /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/,
  /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?\s*(Z|[-+]\d{2}:\d{2})?)?$/,
];

/** Whether the bare text would be read as a number, a date, a truth value or nothing. */
function meansSomethingElse(text: string): boolean {
  return text === '' || keywords.has(text) || patterns.some((pattern) => pattern.test(text));
}

interface TextTraits {
  readonly plainAllowed: boolean;
  readonly singleQuotedAllowed: boolean;
  readonly blockAllowed: boolean;
}

function traitsOf(text: string): TextTraits {
  const special = Array.from(text).some(isUnprintable) || text.includes(' \n');
  const indicator =
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[-?:]($|[\s])/.test(text) ||
    /^(---|\.\.\.)/.test(text) ||
    /:(\s|$)|\s#/.test(text);
  const edgeSpace = /^[ \n]|[ \n]$/.test(text);
  return {
    plainAllowed: !special && !indicator && !edgeSpace,
    singleQuotedAllowed: !special && !/\n /.test(text),
    blockAllowed: !special && !text.endsWith(' '),
  };
}

function literal(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  return [`|${hint}${chomp}`, ...lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line))].join('\n');
}

const singleQuoted = (text: string, place: TextPlace): string => fold(`'${text.replaceAll("'", "''")}'`, place);

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '\x85': '\\N',
  '\xa0': '\\_',
};

function doubleQuoted(text: string, place: TextPlace): string {
  const quoted = Array.from(
    text,
    (character) => escapes[character] ?? (isUnprintable(character) ? hexEscape(character) : character),
  );
  return fold(`"${quoted.join('')}"`, place, '\\');
}

/** What the emitter writes in double quotes only: tabs and other control characters, and what is beyond 16 bits. */
function isUnprintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return character !== '\n';
  return (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000) || code === 0xfeff || code >= 0xfffe;
}

function hexEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

/**
 * Breaks a text at the first space beyond the last column, where no other space is beside it. `guard` keeps a space at
 * the beginning of a line.
 */
function fold(text: string, { column, indent, key }: TextPlace, guard = ''): string {
  if (key || column + text.length <= COLUMN_MAX) return text;
  let folded = '';
  let at = column;
  let afterSpace = false;
  const characters = Array.from(text);
  // Quotes do not count when the ends are spared.
  const spared = /^['"]/.test(text) ? 1 : 0;
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    const inside = index > spared && index < characters.length - 1 - spared;
    const breaks = character === ' ' && !afterSpace && at > COLUMN_MAX && inside && (next !== ' ' || guard !== '');
    folded += breaks ? `\n${' '.repeat(indent)}${next === ' ' ? guard : ''}` : character;
    at = breaks ? indent : at + 1;
    afterSpace = character === ' ';
  }
  return folded;
}
