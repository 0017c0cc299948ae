// Models printControllerRevision in pkg/printers/internalversion/printers.go (v1.35).
import type { ControllerRevision } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';

export const controllerRevisionColumns: readonly Column<ControllerRevision>[] = [
  nameColumn,
  { name: 'Controller', priority: 0, cell: controllerCell },
  { name: 'Revision', priority: 0, cell: ({ revision }) => String(revision) },
  ageColumn,
];

/** `statefulset.apps/web` */
function controllerCell({ metadata }: ControllerRevision): string {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return '<none>';
  const [group, version] = owner.apiVersion.split('/');
  const kind = owner.kind.toLowerCase();
  return `${version === undefined ? kind : `${kind}.${group ?? ''}`}/${owner.name}`;
}
