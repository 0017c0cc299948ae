// Models the volume sources of staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35): where a volume's bytes are.
import type { PersistentVolumeSpec } from '../../api/generated/types.ts';
import { pairsOf } from '../label-text.ts';

/** The lines about the source of a volume, title and value parted by a tab; empty for one that kubectl does not know. */
export function sourceLines(spec: PersistentVolumeSpec): string[] {
  const { hostPath, nfs, local, csi, iscsi, rbd, cephfs, fc } = spec;
  if (hostPath) {
    return lines('HostPath (bare host directory volume)', [
      ['Path', hostPath.path],
      ['HostPathType', hostPath.type ?? '<none>'],
    ]);
  }
  if (nfs) {
    return lines('NFS (an NFS mount that lasts the lifetime of a pod)', [
      ['Server', nfs.server],
      ['Path', nfs.path],
      ['ReadOnly', nfs.readOnly ?? false],
    ]);
  }
  if (iscsi) return iscsiLines(iscsi);
  if (rbd) return rbdLines(rbd);
  if (local)
    return lines('LocalVolume (a persistent volume backed by local storage on a node)', [['Path', local.path]]);
  if (cephfs) return cephfsLines(cephfs);
  if (fc) return fcLines(fc);
  return csi ? csiLines(csi) : [];
}

type Fields = readonly (readonly [title: string, value: string | number | boolean])[];

const lines = (type: string, fields: Fields): string[] => [
  `Type:\t${type}`,
  ...fields.map(([title, value]) => `${title}:\t${value}`),
];

const goList = (items: readonly (string | number)[]): string => `[${items.join(' ')}]`;

function iscsiLines(iscsi: NonNullable<PersistentVolumeSpec['iscsi']>): string[] {
  const { secretRef, initiatorName } = iscsi;
  return lines(
    "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    [
      ['TargetPortal', iscsi.targetPortal],
      ['IQN', iscsi.iqn],
      ['Lun', iscsi.lun],
      ['ISCSIInterface', iscsi.iscsiInterface ?? ''],
      ['FSType', iscsi.fsType ?? ''],
      ['ReadOnly', iscsi.readOnly ?? false],
      ['Portals', goList(iscsi.portals ?? [])],
      ['DiscoveryCHAPAuth', iscsi.chapAuthDiscovery ?? false],
      ['SessionCHAPAuth', iscsi.chapAuthSession ?? false],
      ['SecretRef', secretRef ? secretText(secretRef) : '<nil>'],
      ['InitiatorName', initiatorName ?? '<none>'],
    ],
  );
}

function rbdLines(rbd: NonNullable<PersistentVolumeSpec['rbd']>): string[] {
  return lines("RBD (a Rados Block Device mount on the host that shares a pod's lifetime)", [
    ['CephMonitors', goList(rbd.monitors)],
    ['RBDImage', rbd.image],
    ['FSType', rbd.fsType ?? ''],
    ['RBDPool', rbd.pool ?? ''],
    ['RadosUser', rbd.user ?? ''],
    ['Keyring', rbd.keyring ?? ''],
    ['SecretRef', rbd.secretRef ? secretText(rbd.secretRef) : '<nil>'],
    ['ReadOnly', rbd.readOnly ?? false],
  ]);
}

function cephfsLines(cephfs: NonNullable<PersistentVolumeSpec['cephfs']>): string[] {
  return lines("CephFS (a CephFS mount on the host that shares a pod's lifetime)", [
    ['Monitors', goList(cephfs.monitors)],
    ['Path', cephfs.path ?? ''],
    ['User', cephfs.user ?? ''],
    ['SecretFile', cephfs.secretFile ?? ''],
    ['SecretRef', cephfs.secretRef ? secretText(cephfs.secretRef) : '<nil>'],
    ['ReadOnly', cephfs.readOnly ?? false],
  ]);
}

function fcLines(fc: NonNullable<PersistentVolumeSpec['fc']>): string[] {
  return lines('FC (a Fibre Channel disk)', [
    ['TargetWWNs', (fc.targetWWNs ?? []).join(', ')],
    ['LUN', fc.lun ?? 0],
    ['FSType', fc.fsType ?? ''],
    ['ReadOnly', fc.readOnly ?? false],
  ]);
}

function csiLines(csi: NonNullable<PersistentVolumeSpec['csi']>): string[] {
  const attributes = pairsOf(csi.volumeAttributes);
  return [
    ...lines('CSI (a Container Storage Interface (CSI) volume source)', [
      ['Driver', csi.driver],
      ['FSType', csi.fsType ?? ''],
      ['VolumeHandle', csi.volumeHandle],
      ['ReadOnly', csi.readOnly ?? false],
    ]),
    `VolumeAttributes:\t${attributes[0] ?? '<none>'}`,
    ...attributes.slice(1).map((attribute) => `    \t${attribute}`),
  ];
}

const secretText = ({
  name = '',
  namespace = '',
}: {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
}) => `&SecretReference{Name:${name},Namespace:${namespace},}`;
