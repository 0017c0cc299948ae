// Shell scripts of the simplest kind: commands in a row, joined by `;`, `&&`, `||` or line ends, with plain redirections
// into files. Whatever else a shell can do makes the script one that cannot be read.

/** When a command runs: always, or depending on how the one before ended. */
export type Joint = 'always' | 'on-success' | 'on-failure';

export interface Statement {
  readonly joint: Joint;
  readonly argv: readonly string[];
  readonly redirect?: { readonly path: string; readonly append: boolean };
}

const JOINTS: Readonly<Record<string, Joint>> = {
  ';': 'always',
  '\n': 'always',
  '&&': 'on-success',
  '||': 'on-failure',
};
const WORDS_OF_STRUCTURE = new Set([
  'if',
  'while',
  'until',
  'for',
  'case',
  'function',
  '{',
  '}',
  '(',
  ')',
  'trap',
  'wait',
]);

/** The statements of a script; undefined when it uses what is not understood here. */
export function parseScript(text: string): readonly Statement[] | undefined {
  const tokens = tokenize(text);
  if (!tokens) return undefined;
  const statements: Statement[] = [];
  let joint: Joint = 'always';
  let words: string[] = [];
  for (const token of [...tokens, { word: false, text: ';' }]) {
    const next: Joint | undefined = token.word ? undefined : JOINTS[token.text];
    if (next === undefined) {
      words.push(token.word ? token.text : `\0${token.text}`);
      continue;
    }
    if (words.length > 0) {
      const statement = toStatement(words, joint);
      if (!statement) return undefined;
      statements.push(statement);
    }
    if (words.length > 0 || next !== 'always') joint = next;
    words = [];
  }
  return statements;
}

interface Token {
  readonly word: boolean;
  readonly text: string;
}

const TOKEN = /[ \t]+|#[^\n]*|(&&|\|\||>>|2>&1|2?>|[;\n])|((?:'[^']*'|"(?:[^"\\$`]|\\.)*"|\\.|[^\s;&|<>'"$`\\()#])+)/y;

function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    if (match[1] !== undefined) tokens.push({ word: false, text: match[1] });
    else if (match[2] !== undefined) tokens.push({ word: true, text: unquote(match[2]) });
  }
  return tokens;
}

function unquote(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g,
    (_all, single?: string, double?: string, plain?: string) =>
      single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? plain ?? '',
  );
}

function toStatement(words: readonly string[], joint: Joint): Statement | undefined {
  const argv: string[] = [];
  let redirect: Statement['redirect'];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '\x002>&1') continue;
    if (!word.startsWith('\0')) {
      argv.push(word);
      continue;
    }
    const path = words[++index];
    if (path === undefined) return undefined;
    if (word !== '\x002>') redirect = { path, append: word === '\0>>' };
  }
  const [name] = argv;
  if (name === undefined || WORDS_OF_STRUCTURE.has(name)) return undefined;
  return { joint, argv, ...(redirect && { redirect }) };
}
