// Models scannerc.go and parserc.go of go.yaml.in/yaml/v2: what is wrong with a document, and where it is said to be.
import type { LineCounter, YAMLError } from 'yaml';

/** The fault in the words of Go's YAML library, which counts lines where it gives up. */
export function yamlFault(error: YAMLError, text: string, lines: LineCounter): string {
  const { line } = lines.linePos(error.pos[0]);
  const at = (where: number, what: string) => `line ${where}: ${what}`;
  if (/(^|\n) *\t/.test(text.slice(0, error.pos[1] + 1)) || error.code === 'TAB_AS_INDENT') {
    return at(tabLine(text) ?? line, 'found character that cannot start any token');
  }
  const unclosed = /^Flow (?:map|sequence) .*end with a ([}\]])$/.exec(error.message)?.[1];
  if (unclosed !== undefined && text.slice(error.pos[0]).trim() === '') {
    return at(lineOfUnclosed(text, unclosed, lines), `did not find expected ',' or '${unclosed}'`);
  }
  const isLast = line >= text.trimEnd().split('\n').length;
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return at(lineOfColon(text, error.pos[0], lines), 'mapping values are not allowed in this context');
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      return at(isLast ? line : line + 1, "could not find expected ':'");
    case 'BAD_INDENT':
    case 'UNEXPECTED_TOKEN':
      return at(line - 1, 'did not find expected key');
    case 'BAD_ALIAS':
      return `unknown anchor '${/\*?(\w+)/.exec(text.slice(error.pos[0]))?.[1] ?? ''}' referenced`;
    default:
      return at(line, 'did not find expected node content');
  }
}

/** Go's library tells the line above the opening bracket, or the last one when there is none. */
function lineOfUnclosed(text: string, bracket: string, lines: LineCounter): number {
  const opened = lines.linePos(text.lastIndexOf(bracket === '}' ? '{' : '[')).line - 1;
  return opened > 0 ? opened : text.replace(/\n$/, '').split('\n').length;
}

/** The line of the colon that makes a key of what already is a value. */
function lineOfColon(text: string, from: number, lines: LineCounter): number {
  const colon = text.slice(from).search(/:(\s|$)/);
  return lines.linePos(from + Math.max(colon, 0)).line;
}

function tabLine(text: string): number | undefined {
  const index = text.split('\n').findIndex((line) => /^ *\t/.test(line));
  return index < 0 ? undefined : index + 1;
}
