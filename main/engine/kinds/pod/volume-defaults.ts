// Models pkg/apis/core/v1/defaults.go and zz_generated.defaults.go (v1.35): what volumes are without being told.
import type { DownwardAPIVolumeFile, Volume, VolumeProjection } from '../../api/generated/types.ts';
import { defaultPersistentVolumeClaim } from '../persistent-volume-claim/defaults.ts';
import { defaultDisk } from '../disk-defaults.ts';
import { canonicalQuantity } from '../quantities.ts';
import type { Unfinished } from '../written.ts';
import { defaultResourceRef, pullPolicyFor } from './container-defaults.ts';

const FILE_MODE = 0o644;
const TOKEN_SECONDS = 3600;

export function defaultVolume(volume: Unfinished<Volume>): void {
  const { secret, configMap, downwardAPI, projected, hostPath, emptyDir, ephemeral, image } = volume;
  if (Object.keys(volume).every((field) => field === 'name')) volume.emptyDir = {};
  for (const source of [secret, configMap, downwardAPI, projected]) if (source) source.defaultMode ??= FILE_MODE;
  if (hostPath) hostPath.type ??= '';
  if (emptyDir?.sizeLimit !== undefined) emptyDir.sizeLimit = canonicalQuantity(emptyDir.sizeLimit);
  if (image) image.pullPolicy ||= pullPolicyFor(image.reference ?? '');
  downwardAPI?.items?.forEach(defaultDownwardFile);
  projected?.sources?.forEach(defaultProjection);
  defaultClaimTemplate(ephemeral);
  defaultDisk(volume);
}

/** What is made of it has a phase; the template has none. */
function defaultClaimTemplate(ephemeral: Unfinished<Volume>['ephemeral']): void {
  const template = ephemeral?.volumeClaimTemplate;
  if (!template) return;
  template.metadata ??= {};
  const claim = { spec: (template.spec ??= {}) };
  defaultPersistentVolumeClaim(claim);
}

function defaultProjection({ serviceAccountToken, downwardAPI }: Unfinished<VolumeProjection>): void {
  if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= TOKEN_SECONDS;
  downwardAPI?.items?.forEach(defaultDownwardFile);
}

function defaultDownwardFile({ fieldRef, resourceFieldRef }: Unfinished<DownwardAPIVolumeFile>): void {
  if (fieldRef) fieldRef.apiVersion ||= 'v1';
  if (resourceFieldRef) defaultResourceRef(resourceFieldRef);
}
