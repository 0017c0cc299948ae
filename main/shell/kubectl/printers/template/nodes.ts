// Models Go's text/template/parse: a parsed template.

export type Operand =
  | { readonly type: 'dot' }
  | { readonly type: 'constant'; readonly value: string | number | boolean | null }
  /** `.metadata.name`, of the dot. */
  | { readonly type: 'field'; readonly names: readonly string[] }
  /** `$item.name`; the name without its `$`, empty for the whole data. */
  | { readonly type: 'variable'; readonly name: string; readonly names: readonly string[] }
  /** `(index .items 0).metadata`. */
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline; readonly names: readonly string[] };

/** A function with its arguments, or one operand alone. */
export interface Command {
  readonly name: string | undefined;
  readonly operands: readonly Operand[];
}

/** Each command's outcome is the last argument of the next. */
export interface Pipeline {
  readonly commands: readonly Command[];
}

/** `$i, $item := …` before a pipeline. */
export interface Declaration {
  readonly names: readonly string[];
  /** `=` instead of `:=`. */
  readonly assigns: boolean;
}

export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly declaration: Declaration | undefined; readonly pipeline: Pipeline }
  | {
      readonly type: 'if' | 'range' | 'with';
      readonly declaration: Declaration | undefined;
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };
