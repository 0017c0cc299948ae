// Models pkg/apis/core/v1/defaults.go and zz_generated.defaults.go (v1.35): what volumes are without being told.
import type { DownwardAPIVolumeFile, Volume, VolumeProjection } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';

const FILE_MODE = 0o644;
const TOKEN_SECONDS = 3600;

export function defaultVolume(volume: Unfinished<Volume>): void {
  const { secret, configMap, downwardAPI, projected, hostPath } = volume;
  if (Object.keys(volume).every((field) => field === 'name')) volume.emptyDir = {};
  for (const source of [secret, configMap, downwardAPI, projected]) if (source) source.defaultMode ??= FILE_MODE;
  if (hostPath) hostPath.type ??= '';
  downwardAPI?.items?.forEach(defaultDownwardFile);
  projected?.sources?.forEach(defaultProjection);
}

function defaultProjection({ serviceAccountToken, downwardAPI }: Unfinished<VolumeProjection>): void {
  if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= TOKEN_SECONDS;
  downwardAPI?.items?.forEach(defaultDownwardFile);
}

function defaultDownwardFile({ fieldRef }: Unfinished<DownwardAPIVolumeFile>): void {
  if (fieldRef) fieldRef.apiVersion ||= 'v1';
}
