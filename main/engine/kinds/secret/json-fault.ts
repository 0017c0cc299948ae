// Models the errors of Go's encoding/json for a text that should be an object: what is wrong at the first character that
// does not belong.
const literals: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/** Why a text is no JSON object; undefined when it is one. Faults deep inside one are told less exactly than in Go. */
export function jsonFault(text: string): string | undefined {
  const trimmed = text.trimStart();
  if (trimmed === '') return 'unexpected end of JSON input';
  const first = trimmed.charAt(0);
  if (first === '{') return parses(trimmed) ? undefined : 'unexpected end of JSON input';
  if (literals[first] !== undefined) return literalFault(trimmed, literals[first]);
  if (/["[\d-]/.test(first) && parses(trimmed)) return typeFault(first);
  return `invalid character ${quotedCharacter(first)} looking for beginning of value`;
}

function literalFault(text: string, literal: string): string | undefined {
  for (let index = 1; index < literal.length; index++) {
    const found = text.charAt(index);
    const expected = literal.charAt(index);
    if (found === '') return 'unexpected end of JSON input';
    if (found === expected) continue;
    return `invalid character ${quotedCharacter(found)} in literal ${literal} (expecting '${expected}')`;
  }
  return literal === 'null' ? undefined : typeFault(text.charAt(0));
}

function typeFault(first: string): string {
  const types: Readonly<Record<string, string>> = { '"': 'string', '[': 'array', t: 'bool', f: 'bool' };
  return `json: cannot unmarshal ${types[first] ?? 'number'} into Go value of type map[string]interface {}`;
}

const quotedCharacter = (character: string): string => (character === "'" ? "'\\''" : `'${character}'`);

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
