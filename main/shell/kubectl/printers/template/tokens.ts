// Models Go's text/template/parse/lex.go: text, and what stands in double braces as tokens.
import { PlainError } from '../../errors/errors.ts';

export type Piece =
  { readonly type: 'text'; readonly text: string } | { readonly type: 'action'; readonly tokens: readonly string[] };

/** Cuts a template into pieces. Throws PlainError for what is not closed. */
export function piecesOf(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = template;
  let trims = false;
  for (;;) {
    const open = rest.indexOf('{{');
    const text = open < 0 ? rest : rest.slice(0, open);
    const trimsBefore = open >= 0 && /^\{\{-\s/.test(rest.slice(open));
    addText(pieces, trims ? text.trimStart() : text, trimsBefore);
    if (open < 0) return pieces;
    const { inside, after } = actionAt(rest.slice(open + 2), template);
    trims = /\s-$/.test(inside);
    const code = inside.replace(/^-(?=\s)/, '').replace(/\s-$/, '');
    if (!/^\s*\/\*/.test(code)) pieces.push({ type: 'action', tokens: tokensOf(code, template) });
    rest = after;
  }
}

function addText(pieces: Piece[], text: string, trimsEnd: boolean): void {
  const kept = trimsEnd ? text.trimEnd() : text;
  if (kept !== '') pieces.push({ type: 'text', text: kept });
}

function actionAt(text: string, template: string): { readonly inside: string; readonly after: string } {
  const match = /^((?:"(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])*'|(?!\}\}).)*?)\}\}/s.exec(text);
  if (!match) throw templateFault(template, 'unclosed action');
  return { inside: match[1] ?? '', after: text.slice(match[0].length) };
}

const TOKEN = /\s+|"(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])*'|:=|[=,|()]|[^\s"`'=,|():]+/gs;

function tokensOf(code: string, template: string): readonly string[] {
  const tokens = code.match(TOKEN) ?? [];
  if (tokens.join('') !== code) throw templateFault(template, 'unexpected character in command');
  // Spaces count only before a field, where they divide `$a .b` from `$a.b`.
  return tokens.filter((token, index) => token.trim() !== '' || isBeforeField(tokens[index + 1]));
}

const isBeforeField = (token: string | undefined): boolean => token?.startsWith('.') === true;

/** A template that cannot be understood, as kubectl says it. */
export function templateFault(template: string, why: string): PlainError {
  return new PlainError(`error parsing template ${template}, template: output:1: ${why}`);
}
