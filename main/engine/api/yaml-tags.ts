// Models resolve.go of go.yaml.in/yaml/v2 (as sigs.k8s.io/yaml has it): how plain YAML 1.1 values are understood where
// Go differs from the library that reads them here.
import type { ParseOptions, SchemaOptions } from 'yaml';

type CustomTags = Extract<NonNullable<SchemaOptions['customTags']>, (...args: never[]) => unknown>;
type Tag = Parameters<CustomTags>[0][number];

/** A number with an exponent begins with a digit or a point: `e3` is a text. */
const EXPONENT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/;

/** Options with which YAML 1.1 is read as Go reads it: dates are texts. */
export const goYaml = {
  version: '1.1',
  prettyErrors: false,
  customTags: (tags) => tags.filter((tag) => !isTimestamp(tag)).map(withMantissa),
} as const satisfies ParseOptions & SchemaOptions & { readonly version: '1.1' };

function isTimestamp(tag: Tag): boolean {
  return tag === 'timestamp' || (typeof tag === 'object' && tag.tag.endsWith(':timestamp'));
}

function withMantissa(tag: Tag): Tag {
  if (typeof tag !== 'object' || tag.test === undefined || !('format' in tag) || tag.format !== 'EXP') return tag;
  return { ...tag, test: EXPONENT };
}
