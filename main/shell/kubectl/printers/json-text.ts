// Models Go's encoding/json as kubectl prints with it: keys in order, and what could be HTML written as escapes.

/** The same in the order of the value's own keys. */
export function jsonAsIs(value: unknown, indent: '' | '    ' | '  ' = ''): string {
  return JSON.stringify(value, null, indent).replace(/[<>&\u2028\u2029]/g, escapeCharacter);
}

/** `value` as JSON; with four spaces an indentation, as `-o json` prints, or on one line. */
export function jsonText(value: unknown, indent: '' | '    ' | '  ' = ''): string {
  return jsonAsIs(inKeyOrder(value), indent);
}

const escapeCharacter = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A copy of plain JSON whose keys are in order. */
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, inKeyOrder(child)]),
  );
}
