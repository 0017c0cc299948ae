// Objects as the API server prints them in tables.
import type { ApiTable } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { AnyKind, PrintContext } from './resources.ts';

export function tableOf(kind: AnyKind, objects: readonly KubeObject[], context: PrintContext): ApiTable {
  return {
    columns: kind.columns.map(({ name, priority }) => ({ name, priority })),
    rows: objects.map((object) => ({ cells: kind.columns.map((column) => column.cell(object, context)), object })),
  };
}
