// Reads words: quotes, variables, and substitutions in them.
import { ShellSyntaxError, Source } from './source.ts';
import type { Node, Word, WordPart } from './syntax.ts';

/** Reads the commands of a substitution up to the `)` that ends it, or with undefined to the end. */
export type ReadCommands = (source: Source, end: ')' | undefined) => Node;

const META = new Set([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')']);
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const PARAMETER = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]/y;
const OPERATOR = /:[-=+?]|##?|%%?|\/\/?|[-=+?:]|\^\^?|,,?/y;

/** Collects parts; neighbouring texts of one kind become one. */
class PartList {
  readonly parts: WordPart[] = [];

  text(text: string, quoted: boolean): void {
    const last = this.parts.at(-1);
    if (last?.kind === 'text' && last.quoted === quoted) {
      this.parts[this.parts.length - 1] = { kind: 'text', text: last.text + text, quoted };
    } else this.parts.push({ kind: 'text', text, quoted });
  }
}

export class WordReader {
  readonly #readCommands: ReadCommands;

  constructor(readCommands: ReadCommands) {
    this.#readCommands = readCommands;
  }

  /** The word that stands at the source's place; empty when none does. */
  word(source: Source): Word {
    return this.#until(source, () => META.has(source.char), false);
  }

  /** The text of a here-document, in which variables and commands are replaced. */
  document(text: string): Word {
    const source = new Source(text);
    const list = new PartList();
    this.#quoted(source, list, () => source.atEnd, false);
    return list.parts;
  }

  #until(source: Source, isEnd: () => boolean, quoted: boolean): Word {
    return source.deeper(() => {
      const list = new PartList();
      while (!source.atEnd && !isEnd()) this.#part(source, list, quoted);
      return list.parts;
    });
  }

  #part(source: Source, list: PartList, quoted: boolean): void {
    const { char } = source;
    if (char === "'" && !quoted) {
      source.pos++;
      list.text(this.#raw(source, "'"), true);
    } else if (char === '"') {
      source.pos++;
      if (source.char === '"') list.text('', true);
      this.#quoted(source, list, () => source.char === '"', true);
      source.pos++;
    } else if (char === '\\') this.#escape(source, list, quoted);
    else if (char === '$' || char === '`') this.#expansion(source, list, quoted);
    else {
      source.pos++;
      list.text(char, quoted);
    }
  }

  #escape(source: Source, list: PartList, quoted: boolean): void {
    source.pos++;
    const char = source.next();
    if (char === '\n') return;
    if (quoted && !'$`"\\}'.includes(char)) list.text('\\', true);
    list.text(char === '' ? '\\' : char, true);
  }

  #quoted(source: Source, list: PartList, isEnd: () => boolean, mustEnd: boolean): void {
    while (!isEnd()) {
      if (source.atEnd) {
        if (mustEnd) throw unterminated();
        return;
      }
      const { char } = source;
      if (char === '\\') {
        source.pos++;
        const next = source.next();
        if (next === '\n') continue;
        list.text('$`\\'.includes(next) || (mustEnd && next === '"') ? next : `\\${next}`, true);
      } else if (char === '$' || char === '`') this.#expansion(source, list, true);
      else {
        source.pos++;
        list.text(char, true);
      }
    }
  }

  #raw(source: Source, end: string): string {
    const at = source.text.indexOf(end, source.pos);
    if (at < 0) throw unterminated();
    const text = source.text.slice(source.pos, at);
    source.pos = at + 1;
    return text;
  }

  #expansion(source: Source, list: PartList, quoted: boolean): void {
    if (source.take('`')) list.parts.push(this.#backquoted(source, quoted));
    else if (source.startsWith('$((') && closesTwice(source)) list.parts.push(this.#arithmetic(source, quoted));
    else if (source.take('$(')) {
      const body = source.deeper(() => this.#readCommands(source, ')'));
      list.parts.push({ kind: 'command', body, quoted });
    } else if (source.take('${')) list.parts.push(this.#parameter(source, quoted));
    else if (!quoted && source.take("$'")) list.text(ansi(this.#ansiRaw(source)), true);
    else {
      source.pos++;
      const name = source.match(NAME) ?? source.match(/[0-9@*#?$!-]/y);
      if (name === undefined) list.text('$', quoted);
      else list.parts.push({ kind: 'variable', name, quoted });
    }
  }

  #ansiRaw(source: Source): string {
    const text = source.match(/(?:[^'\\]|\\[^])*'/y);
    if (text === undefined) throw unterminated();
    return text.slice(0, -1);
  }

  #backquoted(source: Source, quoted: boolean): WordPart {
    const raw = source.match(/(?:[^`\\]|\\[^])*`/y);
    if (raw === undefined) throw new ShellSyntaxError('syntax error: EOF in backquote substitution', true);
    const text = raw.slice(0, -1).replace(quoted ? /\\([$`\\"])/g : /\\([$`\\])/g, '$1');
    const body = source.deeper(() => this.#readCommands(new Source(text), undefined));
    return { kind: 'command', body, quoted };
  }

  #arithmetic(source: Source, quoted: boolean): WordPart {
    source.pos += 3;
    return { kind: 'arithmetic', word: this.expression(source), quoted };
  }

  /** The expression up to its `))`, which is passed over. */
  expression(source: Source): Word {
    let open = 0;
    const word = this.#until(
      source,
      () => {
        if (source.char === '(') open++;
        if (source.char === ')' && open-- === 0) return true;
        return false;
      },
      true,
    );
    if (!source.take('))')) throw new ShellSyntaxError("syntax error: missing '))'", source.atEnd);
    return word;
  }

  #parameter(source: Source, quoted: boolean): WordPart {
    const isLength = source.startsWith('#') && /[A-Za-z0-9_@*]/.test(source.text.charAt(source.pos + 1));
    if (isLength) source.pos++;
    const name = source.match(PARAMETER);
    if (name === undefined) throw new ShellSyntaxError('syntax error: bad substitution', source.atEnd);
    if (isLength || source.take('}')) {
      if (isLength && !source.take('}')) throw new ShellSyntaxError('syntax error: bad substitution', source.atEnd);
      return { kind: 'variable', name, quoted, ...(isLength && { operator: 'length' }) };
    }
    const operator = source.match(OPERATOR);
    if (operator === undefined) throw new ShellSyntaxError('syntax error: bad substitution', source.atEnd);
    const word = this.#until(source, () => source.char === '}', quoted);
    if (!source.take('}')) throw new ShellSyntaxError("syntax error: missing '}'", true);
    return { kind: 'variable', name, quoted, operator, word };
  }
}

/** Whether the `$((` that stands here ends in `))`: else it is a subshell in a substitution. */
function closesTwice(source: Source): boolean {
  let open = 0;
  for (let at = source.pos + 1; at < source.text.length; at++) {
    const char = source.text.charAt(at);
    if (char === '(') open++;
    else if (char === ')' && --open === 1) return source.text.charAt(at + 1) === ')';
    else if (char === '"' || char === "'") return true;
  }
  return true;
}

const ANSI: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
};

function ansi(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([^]))/g,
    (_all, hex?: string, octal?: string, char: string = '') => {
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      return octal === undefined ? (ANSI[char] ?? char) : String.fromCharCode(parseInt(octal, 8) & 255);
    },
  );
}

function unterminated(): ShellSyntaxError {
  return new ShellSyntaxError('syntax error: unterminated quoted string', true);
}
