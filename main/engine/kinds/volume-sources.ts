// Models the volume sources of staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35) that Pods and
// PersistentVolumes share: where a volume's bytes are.
import type { PersistentVolumeSpec, Volume } from '../api/generated/types.ts';
import { diskLines } from './disk-sources.ts';
import { sortedKeys } from './label-text.ts';
import { listText, secretText, sourceText, type SourceOwner } from './source-text.ts';

/** The sources of either owner. */
export type VolumeSources = Volume | PersistentVolumeSpec;

/** Title and value parted by a tab; empty for a source that is none of these. */
export function volumeSourceLines(source: VolumeSources, owner: SourceOwner): string[] {
  const { hostPath, nfs, csi, flexVolume } = source;
  if (hostPath) {
    return sourceText('HostPath (bare host directory volume)', [
      ['Path', hostPath.path],
      ['HostPathType', hostPath.type ?? '<none>'],
    ]);
  }
  if (nfs) {
    return sourceText('NFS (an NFS mount that lasts the lifetime of a pod)', [
      ['Server', nfs.server],
      ['Path', nfs.path],
      ['ReadOnly', nfs.readOnly ?? false],
    ]);
  }
  if (csi) return csiLines(csi);
  if (flexVolume) return flexLines(flexVolume, owner);
  const shared = sharedLines(source, owner);
  return shared.length > 0 ? shared : diskLines(source, owner);
}

type Source<K extends keyof Volume & keyof PersistentVolumeSpec> = NonNullable<Volume[K] | PersistentVolumeSpec[K]>;

/** What several machines may have mounted at a time. */
function sharedLines({ glusterfs, quobyte, cephfs, azureFile }: VolumeSources, owner: SourceOwner): string[] {
  if (glusterfs) return glusterLines(glusterfs, owner);
  if (quobyte) {
    return sourceText("Quobyte (a Quobyte mount on the host that shares a pod's lifetime)", [
      ['Registry', quobyte.registry],
      ['Volume', quobyte.volume],
      ['ReadOnly', quobyte.readOnly ?? false],
    ]);
  }
  if (cephfs) {
    return sourceText("CephFS (a CephFS mount on the host that shares a pod's lifetime)", [
      ['Monitors', listText(cephfs.monitors)],
      ['Path', cephfs.path ?? ''],
      ['User', cephfs.user ?? ''],
      ['SecretFile', cephfs.secretFile ?? ''],
      ['SecretRef', secretText(cephfs.secretRef, owner)],
      ['ReadOnly', cephfs.readOnly ?? false],
    ]);
  }
  return azureFile ? azureFileLines(azureFile, owner) : [];
}

function glusterLines(glusterfs: Source<'glusterfs'>, owner: SourceOwner): string[] {
  const namespace = 'endpointsNamespace' in glusterfs ? glusterfs.endpointsNamespace : undefined;
  return sourceText("Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)", [
    ['EndpointsName', glusterfs.endpoints],
    ...(owner === 'pod' ? [] : [['EndpointsNamespace', namespace ?? '<unset>'] as const]),
    ['Path', glusterfs.path],
    ['ReadOnly', glusterfs.readOnly ?? false],
  ]);
}

function azureFileLines(azureFile: Source<'azureFile'>, owner: SourceOwner): string[] {
  const namespace = 'secretNamespace' in azureFile ? azureFile.secretNamespace : undefined;
  return sourceText('AzureFile (an Azure File Service mount on the host and bind mount to the pod)', [
    ['SecretName', azureFile.secretName],
    ...(owner === 'pod' ? [] : [['SecretNamespace', namespace ?? ''] as const]),
    ['ShareName', azureFile.shareName],
    ['ReadOnly', azureFile.readOnly ?? false],
  ]);
}

function flexLines(flex: Source<'flexVolume'>, owner: SourceOwner): string[] {
  const options = sortedKeys(flex.options).map((key) => `${key}:${flex.options?.[key] ?? ''}`);
  const type = 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)';
  return sourceText(type, [
    ['Driver', flex.driver],
    ['FSType', flex.fsType ?? ''],
    ['SecretRef', secretText(flex.secretRef, owner)],
    ['ReadOnly', flex.readOnly ?? false],
    ['Options', `map${listText(options)}`],
  ]);
}

const ATTRIBUTE_LENGTH_MAX = 140;

function csiLines(csi: Source<'csi'>): string[] {
  const attributes = sortedKeys(csi.volumeAttributes).map((key) => {
    const text = `${key}=${csi.volumeAttributes?.[key] ?? ''}`;
    return text.length > ATTRIBUTE_LENGTH_MAX ? `${text.slice(0, ATTRIBUTE_LENGTH_MAX)}...` : text;
  });
  // Each attribute is indented once more, unlike labels.
  const [first, ...rest] = attributes.map((attribute) => `    ${attribute}`);
  return [
    ...sourceText('CSI (a Container Storage Interface (CSI) volume source)', [
      ['Driver', csi.driver],
      ['FSType', csi.fsType ?? ''],
      ...('volumeHandle' in csi ? [['VolumeHandle', csi.volumeHandle] as const] : []),
      ['ReadOnly', csi.readOnly ?? false],
    ]),
    `VolumeAttributes:\t${first ?? '<none>'}`,
    ...rest.map((attribute) => `    \t${attribute}`),
  ];
}
