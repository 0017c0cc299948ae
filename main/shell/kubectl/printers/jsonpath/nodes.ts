// Models staging/src/k8s.io/client-go/util/jsonpath/node.go (v1.35): a parsed template.

/** One step of a path, from values to values. */
export type Step =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'literal'; readonly value: number | boolean }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'slice'; readonly slice: Slice }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'union'; readonly paths: readonly Path[] }
  | { readonly type: 'filter'; readonly left: Path; readonly operator: string; readonly right: Path }
  | { readonly type: 'identifier'; readonly name: string };

export type Path = readonly Step[];

/** `[start:end:step]`; `single` for `[2]`. Open ends are undefined. */
export interface Slice {
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly step: number;
  readonly single: boolean;
}

/** A piece of a template: text between braces, what stands in braces, or a range with what is repeated. */
export type Segment =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'path'; readonly path: Path }
  | { readonly type: 'range'; readonly path: Path; readonly body: readonly Segment[] };
