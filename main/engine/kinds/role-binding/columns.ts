// Models printRoleBinding in pkg/printers/internalversion/printers.go (v1.35).
import type { RoleBinding } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';

/** Of Roles and ClusterRoles alike. */
export const roleBindingColumns: readonly Column<RoleBinding>[] = [
  nameColumn,
  { name: 'Role', priority: 0, cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}` },
  ageColumn,
  { name: 'Users', priority: 1, cell: (binding) => subjectsCell(binding, 'User') },
  { name: 'Groups', priority: 1, cell: (binding) => subjectsCell(binding, 'Group') },
  { name: 'ServiceAccounts', priority: 1, cell: (binding) => subjectsCell(binding, 'ServiceAccount') },
];

function subjectsCell({ subjects = [] }: RoleBinding, kind: string): string {
  return subjects
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) => (kind === 'ServiceAccount' && namespace ? `${namespace}/${name}` : name))
    .join(', ');
}
