// Models WarningsOnCreate in staging/src/k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition/strategy.go
// (v1.35): formats of texts that nobody looks at.
import type { CustomResourceDefinition } from '../../api/generated/types.ts';
import { isFormat } from '../custom-resource/schema/formats.ts';
import { type Schema, subschemas } from '../custom-resource/schema/schema.ts';

/** Warns of formats that are new and not known. */
export function unknownFormats(
  definition: CustomResourceDefinition,
  previous: CustomResourceDefinition | undefined,
): readonly string[] {
  const known = new Set(previous ? formatsOf(previous) : []);
  return formatsOf(definition)
    .filter((format) => !known.has(format))
    .map((format) => `unrecognized format ${JSON.stringify(format)}`);
}

const formatsOf = ({ spec }: CustomResourceDefinition): string[] =>
  spec.versions.flatMap(({ schema }) => unknownIn(schema?.openAPIV3Schema ?? {}));

function unknownIn(schema: Schema): string[] {
  const { type = 'string', format = '' } = schema;
  const own = type === 'string' && format !== '' && !isFormat(format) ? [format] : [];
  return [...own, ...subschemas(schema).flatMap(unknownIn)];
}
