// The syntax tree of a script. Nodes are numbered, so that a process that waits in the middle of one can name its place
// by numbers alone.

export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly quoted: boolean;
      /** `:-`, `#`, `%%`, `/`, `:` (a part of it), …; `length` for `${#x}`. */
      readonly operator?: string | undefined;
      readonly word?: Word | undefined;
    }
  | { readonly kind: 'command'; readonly body: Node; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly word: Word; readonly quoted: boolean };

export type Word = readonly WordPart[];

export interface Redirect {
  readonly fd: number | undefined;
  readonly operator: '<' | '>' | '>>' | '>&' | '<&' | '&>' | '<>' | '<<' | '<<<';
  /** The file; for `<<` what stands in the here-document. */
  readonly word: Word;
}

export interface Assignment {
  readonly name: string;
  readonly append: boolean;
  readonly word: Word;
}

export type NodeBody =
  | { readonly type: 'list'; readonly items: readonly { readonly node: Node; readonly background: boolean }[] }
  | { readonly type: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly type: 'not'; readonly body: Node }
  | { readonly type: 'pipeline'; readonly stages: readonly Node[] }
  | SimpleBody
  | { readonly type: 'subshell'; readonly body: Node }
  | { readonly type: 'redirected'; readonly body: Node; readonly redirects: readonly Redirect[] }
  | { readonly type: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node | undefined }
  | { readonly type: 'loop'; readonly until: boolean; readonly condition: Node; readonly body: Node }
  | { readonly type: 'for'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: Node }
  | { readonly type: 'case'; readonly word: Word; readonly branches: readonly CaseBranch[] }
  | { readonly type: 'function'; readonly name: string; readonly body: Node }
  | { readonly type: 'arithmetic'; readonly word: Word }
  /** What could not be read; comes last. */
  | { readonly type: 'error'; readonly message: string };

export interface SimpleBody {
  readonly type: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly line: number;
}

export interface CaseBranch {
  readonly patterns: readonly Word[];
  readonly body: Node;
}

export type Node = NodeBody & { readonly id: number };
export type NodeOf<Type extends Node['type']> = Extract<Node, { readonly type: Type }>;

export interface Script {
  readonly root: Node;
  /** By number. */
  readonly nodes: readonly Node[];
  /** Whether it broke off where more could have followed. */
  readonly incomplete: boolean;
}

/** The text of a word that is written without quotes and expansions. */
export function plainText(word: Word | undefined): string | undefined {
  if (!word || word.length !== 1) return undefined;
  const [part] = word;
  return part?.kind === 'text' && !part.quoted ? part.text : undefined;
}
