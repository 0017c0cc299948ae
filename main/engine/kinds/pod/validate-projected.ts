// Models validateProjectedVolumeSource in pkg/apis/core/validation/validation.go (v1.35).
import type { ProjectedVolumeSource, VolumeProjection } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, required, requiredText } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateDownwardItems, validateFilePath, validateItem, validateMode } from './validate-files.ts';

type Projection = Written<VolumeProjection>;

const sources = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle'] as const;
const TOKEN_SECONDS_MIN = 600;
const TOKEN_SECONDS_MAX = 2 ** 32;

/** No two sources may make the same file, but for tokens. */
export function validateProjected(path: string, volume: Written<ProjectedVolumeSource>): FieldError[] {
  const files = new Set<string>();
  return [
    ...validateMode(`${path}.defaultMode`, volume.defaultMode),
    ...(volume.sources ?? []).flatMap((source, index) =>
      validateSource(path, `${path}.sources[${index}]`, source, files),
    ),
  ];
}

function validateSource(path: string, own: string, projection: Projection, files: Set<string>): FieldError[] {
  const given = sources.filter((source) => projection[source] !== undefined);
  return [
    ...given.flatMap((source) => [
      ...validateOneSource(path, `${own}.${source}`, projection, source),
      ...validateNewFiles(path, projection, source, files),
    ]),
    ...(given.length > 1 ? [forbidden(own, 'may not specify more than 1 volume type per source')] : []),
  ];
}

function validateOneSource(
  path: string,
  own: string,
  projection: Projection,
  source: (typeof sources)[number],
): FieldError[] {
  switch (source) {
    case 'secret':
    case 'configMap':
      return [
        ...requiredText(`${own}.name`, projection[source]?.name),
        ...(projection[source]?.items ?? []).flatMap((item, index) => validateItem(`${own}.items[${index}]`, item)),
      ];
    case 'downwardAPI':
      return validateDownwardItems(own, projection.downwardAPI?.items ?? []);
    case 'serviceAccountToken':
      return validateToken(path, own, projection.serviceAccountToken ?? {});
    case 'clusterTrustBundle':
      return validateFilePath(`${own}.path`, projection.clusterTrustBundle?.path ?? '');
  }
}

/** What is wrong with the path of a token is told of the whole volume. */
function validateToken(
  path: string,
  own: string,
  { expirationSeconds: seconds = 0, path: place = '' }: NonNullable<Projection['serviceAccountToken']>,
): FieldError[] {
  const field = `${own}.expirationSeconds`;
  const errors: FieldError[] = [];
  if (seconds < TOKEN_SECONDS_MIN) {
    errors.push(invalid(field, seconds, 'may not specify a duration less than 10 minutes'));
  }
  if (seconds > TOKEN_SECONDS_MAX) {
    errors.push(invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds'));
  }
  return [...errors, ...(place === '' ? [required(`${path}.path`)] : validateFilePath(`${path}.path`, place))];
}

function validateNewFiles(
  path: string,
  { secret, configMap, downwardAPI }: Projection,
  source: (typeof sources)[number],
  files: Set<string>,
): FieldError[] {
  const named = source === 'secret' ? secret : source === 'configMap' ? configMap : undefined;
  const items = named?.items ?? (source === 'downwardAPI' ? downwardAPI?.items : undefined) ?? [];
  return items.flatMap(({ path: file = '' }) => {
    const again = files.has(file);
    if (file !== '') files.add(file);
    return again ? [invalid(path, named ? (named.name ?? '') : file, 'conflicting duplicate paths')] : [];
  });
}
