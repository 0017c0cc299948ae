// Models printIngressClass in pkg/printers/internalversion/printers.go (v1.35).
import type { IngressClass } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';

export const ingressClassColumns: readonly Column<IngressClass>[] = [
  nameColumn,
  { name: 'Controller', priority: 0, cell: ({ spec }) => spec?.controller ?? '' },
  { name: 'Parameters', priority: 0, cell: parametersCell },
  ageColumn,
];

function parametersCell({ spec }: IngressClass): string {
  const parameters = spec?.parameters;
  if (!parameters) return '<none>';
  const { apiGroup, kind, name } = parameters;
  return `${apiGroup === undefined ? kind : `${kind}.${apiGroup}`}/${name}`;
}
