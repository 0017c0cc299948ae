// Models printPersistentVolumeClaim in pkg/printers/internalversion/printers.go (v1.35).
import type { PersistentVolumeClaim } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { accessModesText, storageClassOf } from '../access-modes.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { phaseCell } from '../persistent-volume/columns.ts';

const UNSET = '<unset>';

export const persistentVolumeClaimColumns: readonly Column<PersistentVolumeClaim>[] = [
  nameColumn,
  {
    name: 'Status',
    priority: 0,
    cell: ({ metadata, status }) => phaseCell(metadata?.deletionTimestamp, status?.phase),
  },
  { name: 'Volume', priority: 0, cell: ({ spec }) => spec?.volumeName ?? '' },
  { name: 'Capacity', priority: 0, cell: claimCapacity },
  { name: 'Access Modes', priority: 0, cell: claimAccessModes },
  { name: 'StorageClass', priority: 0, cell: storageClassOf },
  { name: 'VolumeAttributesClass', priority: 0, cell: ({ spec }) => spec?.volumeAttributesClassName ?? UNSET },
  ageColumn,
  { name: 'VolumeMode', priority: 1, cell: ({ spec }) => spec?.volumeMode ?? UNSET },
];

/** What the volume of a claim offers; empty for a claim that names none, 0 until they are bound. */
export function claimCapacity({ spec, status }: PersistentVolumeClaim): string {
  return spec?.volumeName ? (status?.capacity?.['storage'] ?? '0') : '';
}

export function claimAccessModes({ spec, status }: PersistentVolumeClaim): string {
  return spec?.volumeName ? accessModesText(status?.accessModes) : '';
}
