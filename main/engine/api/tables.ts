// Objects as the API server prints them in tables.
import type { ApiTable } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Scale } from './generated/types.ts';
import type { AnyKind, PrintContext } from './resources.ts';

/** The objects of a kind, each a row. */
export function tableOf(kind: AnyKind, objects: readonly KubeObject[], context: PrintContext): ApiTable {
  return {
    columns: kind.columns.map(({ name, priority }) => ({ name, priority })),
    rows: objects.map((object) => ({ cells: kind.columns.map((column) => column.cell(object, context)), object })),
  };
}

/** Models printScale in pkg/printers/internalversion/printers.go (v1.35): the size of one object of `kind`. */
export function scaleTable(kind: AnyKind, scale: Scale, context: PrintContext): ApiTable {
  const { metadata, spec, status } = scale;
  const age = kind.columns.find(({ name }) => name === 'Age')?.cell(scale, context) ?? '';
  return {
    columns: ['Name', 'Desired', 'Available', 'Age'].map((name) => ({ name, priority: 0 })),
    rows: [
      { cells: [metadata?.name ?? '', String(spec?.replicas ?? 0), String(status?.replicas ?? 0), age], object: scale },
    ],
  };
}
