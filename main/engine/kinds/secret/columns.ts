// Models printSecret in pkg/printers/internalversion/printers.go (v1.35).
import type { Secret } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';

export const secretColumns: readonly Column<Secret>[] = [
  nameColumn,
  { name: 'Type', priority: 0, cell: ({ type = '' }) => type },
  { name: 'Data', priority: 0, cell: ({ data = {} }) => String(Object.keys(data).length) },
  ageColumn,
];
