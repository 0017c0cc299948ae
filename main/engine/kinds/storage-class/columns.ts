// Models printStorageClass in pkg/printers/internalversion/printers.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { StorageClass } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn } from '../columns.ts';

const defaultAnnotations = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

export const storageClassColumns: readonly Column<StorageClass>[] = [
  { name: 'Name', priority: 0, cell: nameCell },
  { name: 'Provisioner', priority: 0, cell: ({ provisioner }) => provisioner },
  { name: 'ReclaimPolicy', priority: 0, cell: ({ reclaimPolicy = 'Delete' }) => reclaimPolicy },
  { name: 'VolumeBindingMode', priority: 0, cell: ({ volumeBindingMode = 'Immediate' }) => volumeBindingMode },
  {
    name: 'AllowVolumeExpansion',
    priority: 0,
    cell: ({ allowVolumeExpansion = false }) => String(allowVolumeExpansion),
  },
  ageColumn,
];

/** Whether claims that name no class get this one. */
export const isDefaultClass = ({ metadata }: KubeObject): boolean =>
  defaultAnnotations.some((key) => metadata?.annotations?.[key] === 'true');

function nameCell(storageClass: StorageClass): string {
  const name = storageClass.metadata?.name ?? '';
  return isDefaultClass(storageClass) ? `${name} (default)` : name;
}
