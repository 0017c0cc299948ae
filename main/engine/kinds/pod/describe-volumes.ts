// Models describeVolumes in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Volume, VolumeProjection } from '../../api/generated/types.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { Description } from '../description.ts';
import { pairsOf } from '../label-text.ts';

/** `inTemplate` indents as in the templates of controllers. */
export function describeVolumes(description: Description, volumes: readonly Volume[], inTemplate: boolean): void {
  const space = inTemplate ? '  ' : '';
  description.line(0, volumes.length === 0 ? `${space}Volumes:\t<none>` : `${space}Volumes:`);
  for (const volume of volumes) {
    description.line(1, `${inTemplate ? ' ' : ''}${volume.name}:`);
    const lines = volumeLines(volume);
    if (lines.length === 0) description.line(1, '<unknown>');
    for (const line of lines) description.line(2, line);
  }
}

function volumeLines(volume: Volume): string[] {
  const { hostPath, emptyDir, secret, configMap, nfs, persistentVolumeClaim: claim, downwardAPI, projected } = volume;
  if (hostPath) {
    return [
      'Type:\tHostPath (bare host directory volume)',
      `Path:\t${hostPath.path}`,
      `HostPathType:\t${hostPath.type ?? '<none>'}`,
    ];
  }
  if (emptyDir) return emptyDirLines(emptyDir);
  if (secret) {
    const optional = `Optional:\t${secret.optional ?? false}`;
    return ['Type:\tSecret (a volume populated by a Secret)', `SecretName:\t${secret.secretName ?? ''}`, optional];
  }
  if (configMap) {
    const optional = `Optional:\t${configMap.optional ?? false}`;
    return ['Type:\tConfigMap (a volume populated by a ConfigMap)', `Name:\t${configMap.name ?? ''}`, optional];
  }
  if (nfs) {
    const place = [`Server:\t${nfs.server}`, `Path:\t${nfs.path}`, `ReadOnly:\t${nfs.readOnly ?? false}`];
    return ['Type:\tNFS (an NFS mount that lasts the lifetime of a pod)', ...place];
  }
  if (claim) {
    const type = 'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)';
    return [type, `ClaimName:\t${claim.claimName}`, `ReadOnly:\t${claim.readOnly ?? false}`];
  }
  if (downwardAPI)
    return ['Type:\tDownwardAPI (a volume populated by information about the pod)', ...itemLines(downwardAPI)];
  if (projected) {
    const type = 'Type:\tProjected (a volume that contains injected data from multiple sources)';
    return [type, ...(projected.sources ?? []).flatMap(projectionLines)];
  }
  return sourceLines(volume);
}

/** Sources that are rare in clusters without cloud or storage drivers. */
function sourceLines({ gitRepo, csi, image, ephemeral }: Volume): string[] {
  if (gitRepo) {
    const type = 'Type:\tGitRepo (a volume that is pulled from git when the pod is created)';
    return [type, `Repository:\t${gitRepo.repository}`, `Revision:\t${gitRepo.revision ?? ''}`];
  }
  if (csi) {
    const place = [`Driver:\t${csi.driver}`, `FSType:\t${csi.fsType ?? ''}`, `ReadOnly:\t${csi.readOnly ?? false}`];
    const type = 'Type:\tCSI (a Container Storage Interface (CSI) volume source)';
    return [type, ...place, ...attributeLines(csi.volumeAttributes)];
  }
  if (image) {
    const type = 'Type:\tImage (a container image or OCI artifact)';
    return [type, `Reference:\t${image.reference ?? ''}`, `PullPolicy:\t${image.pullPolicy ?? ''}`];
  }
  return ephemeral ? ephemeralLines(ephemeral) : [];
}

function attributeLines(attributes: Readonly<Record<string, string>> | undefined): string[] {
  const pairs = pairsOf(attributes);
  if (pairs.length === 0) return ['VolumeAttributes:\t<none>'];
  return pairs.map((pair, index) => `${index === 0 ? 'VolumeAttributes:' : ''}\t${pair}`);
}

function ephemeralLines({ volumeClaimTemplate: template }: NonNullable<Volume['ephemeral']>): string[] {
  const type =
    'Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)';
  if (!template) return [type];
  const { metadata, spec } = template;
  return [
    type,
    `StorageClass:\t${spec.storageClassName ?? ''}`,
    `Volume:\t${spec.volumeName ?? ''}`,
    `Labels:\t${pairsOf(metadata?.labels).join('\n\t') || '<none>'}`,
    `Annotations:\t${pairsOf(metadata?.annotations).join('\n\t') || '<none>'}`,
    'Capacity:\t',
    'Access Modes:\t',
    ...(spec.volumeMode === undefined ? [] : [`VolumeMode:\t${spec.volumeMode}`]),
  ];
}

function emptyDirLines({ medium, sizeLimit }: NonNullable<Volume['emptyDir']>): string[] {
  const limit = sizeLimit !== undefined && parseQuantity(sizeLimit) > 0 ? sizeLimit : '<unset>';
  const type = "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)";
  return [type, `Medium:\t${medium ?? ''}`, `SizeLimit:\t${limit}`];
}

function itemLines({ items }: NonNullable<Volume['downwardAPI']>): string[] {
  const lines = (items ?? []).map(({ fieldRef, resourceFieldRef, path }) =>
    fieldRef ? `  ${fieldRef.fieldPath} -> ${path}` : `  ${resourceFieldRef?.resource ?? ''} -> ${path}`,
  );
  return ['Items:', ...lines];
}

function projectionLines({ secret, downwardAPI, configMap, serviceAccountToken }: VolumeProjection): string[] {
  if (secret) return [`SecretName:\t${secret.name ?? ''}`, `Optional:\t${secret.optional ?? false}`];
  if (downwardAPI) return ['DownwardAPI:\ttrue'];
  if (configMap) return [`ConfigMapName:\t${configMap.name ?? ''}`, `Optional:\t${configMap.optional ?? false}`];
  return serviceAccountToken ? [`TokenExpirationSeconds:\t${serviceAccountToken.expirationSeconds ?? 0}`] : [];
}
