// How schemas are held within schemas.
import type { JSONSchemaProps } from '../../../api/generated/types.ts';
import { isJsonObject } from '../../../kernel/json.ts';
import type { Written } from '../../written.ts';
import { compareText } from '../../../api/order.ts';

/** A schema as it was written: nothing of it need be there. */
export type Schema = Written<JSONSchemaProps>;

/** The schema that `items` or `additionalProperties` hold; undefined where they hold none. */
export function asSchema(value: unknown): Schema | undefined {
  // The API's own decoder knows no more of these fields than that they are JSON.
  return isJsonObject(value) ? value : undefined;
}

/** The fields of a map in the order of their names. */
export const byName = <T>(fields: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] =>
  Object.entries(fields ?? {}).sort(([a], [b]) => compareText(a, b));

/** The schemas within a schema. */
export function subschemas(schema: Schema): readonly Schema[] {
  const { items, additionalProperties, properties, allOf = [], anyOf = [], oneOf = [], not } = schema;
  const held = [asSchema(items), asSchema(additionalProperties), not].filter((each) => each !== undefined);
  return [...byName(properties).map(([, property]) => property), ...held, ...allOf, ...anyOf, ...oneOf];
}
