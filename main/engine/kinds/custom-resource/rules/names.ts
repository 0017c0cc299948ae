// Models Escape in apiserver's pkg/cel/escaping.go (v1.35): names of fields that are no names in CEL.
const keywords = new Set([
  ...['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import'],
  ...['let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while'],
]);
const escapes: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** The name by which rules know a field; undefined for fields that they cannot name. */
export function celName(field: string): string | undefined {
  if (keywords.has(field)) return `__${field}__`;
  const name = field.replace(/__|[.\-/]/g, (found) => escapes[found] ?? found);
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : undefined;
}
