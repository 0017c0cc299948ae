// Here-documents whose gaps are filled. The shell library takes brackets in them for patterns of file names, and the
// quotes within those brackets away.
import type { Script } from './syntax-tree.ts';

type Redirections = Extract<
  Script['statements'][number]['pipelines'][number]['commands'][number],
  { type: 'SimpleCommand' }
>['redirections'];
export type HereDocument = Extract<Redirections[number]['target'], { type: 'HereDoc' }>;
type Part = HereDocument['content']['parts'][number];

/** Within a pattern: what is quoted by a backslash, or a quote itself. */
const SPECIAL = /(\\[$`\\]|'|")/;

/** The same document, in which quotes are text like any other. */
export function withPlainQuotes(document: HereDocument): HereDocument {
  if (document.quoted) return document;
  const { content } = document;
  return { ...document, content: { ...content, parts: content.parts.flatMap(plainPart) } };
}

function plainPart(part: Part): Part | Part[] {
  if (part.type !== 'Glob') return part;
  const pieces = part.pattern.split(SPECIAL).filter((piece) => piece !== '');
  return pieces.map((piece) => {
    if (piece === "'" || piece === '"') return { type: 'Literal', value: piece };
    return SPECIAL.test(piece) ? { type: 'Escaped', value: piece.slice(1) } : { type: 'Glob', pattern: piece };
  });
}
