// Models validateProjectedVolumeSource in pkg/apis/core/validation/validation.go (v1.35).
import type { ProjectedVolumeSource, VolumeProjection } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, required, requiredText } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateDescendingPath, validateDownwardItems, validateItem, validateMode } from './validate-files.ts';

type Projection = Written<VolumeProjection>;

/** In the order in which the second of two sources is refused. */
const sources = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle'] as const;
const TOKEN_SECONDS_MIN = 600;
const TOKEN_SECONDS_MAX = 2 ** 32;

export function validateProjected(path: string, volume: Written<ProjectedVolumeSource>): FieldError[] {
  return [
    ...validateMode(`${path}.defaultMode`, volume.defaultMode),
    ...(volume.sources ?? []).flatMap((source, index) => validateSource(`${path}.sources[${index}]`, source)),
  ];
}

function validateSource(path: string, projection: Projection): FieldError[] {
  const [first, ...others] = sources.filter((source) => projection[source] !== undefined);
  if (first === undefined) return [];
  return [
    ...validateOneSource(`${path}.${first}`, projection, first),
    ...others.map((source) => forbidden(`${path}.${source}`, 'may not specify more than 1 volume type')),
  ];
}

function validateOneSource(path: string, projection: Projection, source: (typeof sources)[number]): FieldError[] {
  switch (source) {
    case 'secret':
    case 'configMap':
      return [
        ...requiredText(`${path}.name`, projection[source]?.name),
        ...(projection[source]?.items ?? []).flatMap((item, index) => validateItem(`${path}.items[${index}]`, item)),
      ];
    case 'downwardAPI':
      return validateDownwardItems(`${path}.items`, projection.downwardAPI?.items ?? []);
    case 'serviceAccountToken':
      return validateToken(path, projection.serviceAccountToken ?? {});
    case 'clusterTrustBundle':
      return requiredText(`${path}.path`, projection.clusterTrustBundle?.path);
  }
}

function validateToken(path: string, token: NonNullable<Projection['serviceAccountToken']>): FieldError[] {
  const { expirationSeconds: seconds = 0, path: place = '' } = token;
  const field = `${path}.expirationSeconds`;
  const errors: FieldError[] = [];
  if (seconds < TOKEN_SECONDS_MIN)
    errors.push(invalid(field, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > TOKEN_SECONDS_MAX)
    errors.push(invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds'));
  if (place === '') return [...errors, required(`${path}.path`)];
  return [...errors, ...validateDescendingPath(`${path}.path`, place)];
}
