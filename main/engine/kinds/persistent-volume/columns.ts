// Models printPersistentVolume in pkg/printers/internalversion/printers.go (v1.35).
import type { PersistentVolume } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { accessModesText, storageClassOf } from '../access-modes.ts';
import { ageColumn, nameColumn } from '../columns.ts';

const UNSET = '<unset>';

export const persistentVolumeColumns: readonly Column<PersistentVolume>[] = [
  nameColumn,
  { name: 'Capacity', priority: 0, cell: ({ spec }) => spec?.capacity?.['storage'] ?? '0' },
  { name: 'Access Modes', priority: 0, cell: ({ spec }) => accessModesText(spec?.accessModes) },
  { name: 'Reclaim Policy', priority: 0, cell: ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? '' },
  {
    name: 'Status',
    priority: 0,
    cell: ({ metadata, status }) => phaseCell(metadata?.deletionTimestamp, status?.phase),
  },
  { name: 'Claim', priority: 0, cell: claimCell },
  { name: 'StorageClass', priority: 0, cell: storageClassOf },
  { name: 'VolumeAttributesClass', priority: 0, cell: ({ spec }) => spec?.volumeAttributesClassName ?? UNSET },
  { name: 'Reason', priority: 0, cell: ({ status }) => status?.reason ?? '' },
  ageColumn,
  { name: 'VolumeMode', priority: 1, cell: ({ spec }) => spec?.volumeMode ?? UNSET },
];

/** The phase of a volume or claim, unless it is going. */
export const phaseCell = (deletionTimestamp: string | undefined, phase: string | undefined): string =>
  deletionTimestamp === undefined ? (phase ?? '') : 'Terminating';

function claimCell({ spec }: PersistentVolume): string {
  const claim = spec?.claimRef;
  return claim ? `${claim.namespace ?? ''}/${claim.name ?? ''}` : '';
}
