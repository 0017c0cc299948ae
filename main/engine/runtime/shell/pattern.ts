// Patterns of the shell: `*`, `?`, `[a-z]`, for `case`, `${x#…}` and file names.
import { rangesOfClass } from './character-classes.ts';

const SPECIAL = /[\\^$.*+?()[\]{}|/-]/g;

/** A text that stands for itself in a pattern. */
export function literal(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

/** Whether a pattern has something that is not literal. */
export function hasWildcard(pattern: string): boolean {
  return /(^|[^\\])(\\\\)*[*?[]/.test(pattern);
}

/** Takes the marks of literal characters out of a pattern. */
export function unmarked(pattern: string): string {
  return pattern.replace(/\\([^])/g, '$1');
}

/** The text of a regular expression that means what the pattern means; `any` is what `*` and `?` stand for. */
export function expressionOf(pattern: string, any = '[^]', lazy = false): string {
  let result = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '\\' && at + 1 < pattern.length) result += pattern.charAt(++at).replace(SPECIAL, '\\$&');
    else if (char === '*') result += `${any}*${lazy ? '?' : ''}`;
    else if (char === '?') result += any;
    else if (char === '[') {
      const set = bracketAt(pattern, at);
      result += set?.expression ?? '\\[';
      at += (set?.length ?? 1) - 1;
    } else result += char.replace(SPECIAL, '\\$&');
  }
  return result;
}

function bracketAt(pattern: string, at: number): { readonly expression: string; readonly length: number } | undefined {
  const match = /^\[([!^]?)((?:\]|\[:\w+:\]|\\[^]|[^\]])(?:\[:\w+:\]|\\[^]|[^\]])*)\]/.exec(pattern.slice(at));
  if (!match) return undefined;
  const [all, not = '', inside = ''] = match;
  const body = inside
    .replace(/\[:(\w+):\]|\\([^])|([\]\\[^])/g, (_found, name?: string, marked?: string, plain?: string) =>
      name !== undefined ? rangesOfClass(name) : `\\${marked ?? plain ?? ''}`,
    )
    .replace(/([a-z0-9])-([a-z0-9])/gi, (range, from: string, to: string) => (from <= to ? range : ''));
  return { expression: body === '' ? '[^]' : `[${not === '' ? '' : '^'}${body}]`, length: all.length };
}

/** Whether all of `text` is what the pattern means. */
export function matches(pattern: string, text: string): boolean {
  return regularExpression(`^(?:${expressionOf(pattern)})$`)?.test(text) ?? pattern === text;
}

/** A regular expression; undefined when its text is none. */
export function regularExpression(text: string, flags = ''): RegExp | undefined {
  try {
    return new RegExp(text, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
