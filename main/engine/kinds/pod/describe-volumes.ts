// Models describeVolumes in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Volume, VolumeProjection } from '../../api/generated/types.ts';
import { parseQuantity } from '../../api/quantity.ts';
import { storageClassOf } from '../access-modes.ts';
import { annotationLines, type Description } from '../description.ts';
import { pairsOf } from '../label-text.ts';
import { dataSourceLines } from '../persistent-volume-claim/data-source.ts';
import { sourceText } from '../source-text.ts';
import { volumeSourceLines } from '../volume-sources.ts';

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
  const { emptyDir, secret, configMap, persistentVolumeClaim: claim, downwardAPI, projected } = volume;
  if (emptyDir) return emptyDirLines(emptyDir);
  if (secret) {
    return sourceText('Secret (a volume populated by a Secret)', [
      ['SecretName', secret.secretName ?? ''],
      ['Optional', secret.optional ?? false],
    ]);
  }
  if (configMap) {
    return sourceText('ConfigMap (a volume populated by a ConfigMap)', [
      ['Name', configMap.name ?? ''],
      ['Optional', configMap.optional ?? false],
    ]);
  }
  if (claim) {
    return sourceText('PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', [
      ['ClaimName', claim.claimName],
      ['ReadOnly', claim.readOnly ?? false],
    ]);
  }
  if (downwardAPI) {
    return [
      ...sourceText('DownwardAPI (a volume populated by information about the pod)', []),
      ...itemLines(downwardAPI),
    ];
  }
  if (projected) {
    const type = 'Projected (a volume that contains injected data from multiple sources)';
    return [...sourceText(type, []), ...(projected.sources ?? []).flatMap(projectionLines)];
  }
  return rareLines(volume);
}

function rareLines(volume: Volume): string[] {
  const { gitRepo, image, ephemeral } = volume;
  if (gitRepo) {
    return sourceText('GitRepo (a volume that is pulled from git when the pod is created)', [
      ['Repository', gitRepo.repository],
      ['Revision', gitRepo.revision ?? ''],
    ]);
  }
  if (image) {
    return sourceText('Image (a container image or OCI artifact)', [
      ['Reference', image.reference ?? ''],
      ['PullPolicy', image.pullPolicy ?? ''],
    ]);
  }
  return ephemeral ? ephemeralLines(ephemeral) : volumeSourceLines(volume, 'pod');
}

function ephemeralLines({ volumeClaimTemplate: template }: NonNullable<Volume['ephemeral']>): string[] {
  const type = 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)';
  if (!template) return sourceText(type, []);
  const { metadata, spec } = template;
  const source = spec.dataSource;
  return [
    ...sourceText(type, [
      ['StorageClass', storageClassOf({ metadata: metadata ?? {}, spec })],
      ['Volume', spec.volumeName ?? ''],
    ]),
    ...nestedLines('Labels', pairsOf(metadata?.labels)),
    ...nestedLines('Annotations', annotationLines(metadata?.annotations)),
    'Capacity:\t',
    'Access Modes:\t',
    ...(spec.volumeMode === undefined ? [] : [`VolumeMode:\t${spec.volumeMode}`]),
    ...(source ? ['DataSource:', ...dataSourceLines(source).map((line) => `  ${line}`)] : []),
  ];
}

/** What stands below a title in a text that is itself indented: each item is indented again. */
function nestedLines(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [`${title}:\t    <none>`];
  return items.map((item, index) => `${index === 0 ? `${title}:` : '    '}\t    ${item}`);
}

function emptyDirLines({ medium, sizeLimit }: NonNullable<Volume['emptyDir']>): string[] {
  const limit = sizeLimit !== undefined && parseQuantity(sizeLimit) > 0 ? sizeLimit : '<unset>';
  return sourceText("EmptyDir (a temporary directory that shares a pod's lifetime)", [
    ['Medium', medium ?? ''],
    ['SizeLimit', limit],
  ]);
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
