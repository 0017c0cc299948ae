// Models staging/src/k8s.io/cli-runtime/pkg/printers/tableprinter.go (v1.35): rows of one kind as `kubectl get` prints them.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Column, KindDefinition, PrintContext } from '../../engine/api/resources.ts';
import { formatLabels } from '../../engine/kinds/label-text.ts';
import { alignAtTabStops } from '../../engine/kinds/tab-stops.ts';

const TAB_STOPS = { minWidth: 6, padding: 3 };

export interface TableOptions {
  /** Columns of `-o wide` too. */
  readonly wide?: boolean | undefined;
  /** A first column with the namespace, as for `--all-namespaces`. */
  readonly withNamespace?: boolean | undefined;
  /** `pod/web` in place of `web`, as where several kinds are printed. */
  readonly withKind?: boolean | undefined;
  /** A last column with all labels. */
  readonly showLabels?: boolean | undefined;
  /** Keys of labels that get a column each. */
  readonly labelColumns?: readonly string[] | undefined;
  readonly noHeaders?: boolean | undefined;
}

type TableKind<T extends KubeObject> = Pick<KindDefinition<T>, 'group' | 'singular' | 'columns'>;

/** The table of `objects`, line by line. */
export function tableLines<T extends KubeObject>(
  kind: TableKind<T>,
  objects: readonly T[],
  context: PrintContext,
  options: TableOptions = {},
): string[] {
  const columns = columnsFor(kind, options);
  const headers = columns.map(({ name }) => name.toUpperCase());
  const rows = objects.map((object) => columns.map((column) => singleLine(column.cell(object, context))));
  return alignAtTabStops(options.noHeaders ? rows : [headers, ...rows], TAB_STOPS);
}

function columnsFor<T extends KubeObject>(kind: TableKind<T>, options: TableOptions): Column<T>[] {
  const own = kind.columns.filter(({ priority }) => priority === 0 || options.wide);
  const labels = (options.labelColumns ?? []).map(labelColumn);
  return [
    ...(options.withNamespace ? [namespaceColumn] : []),
    ...own.map((column) => (options.withKind && column.name === 'Name' ? withKind(kind, column) : column)),
    ...labels,
    ...(options.showLabels ? [labelsColumn] : []),
  ];
}

const namespaceColumn: Column<KubeObject> = {
  name: 'Namespace',
  priority: 0,
  cell: ({ metadata }) => metadata?.namespace ?? '',
};

const labelsColumn: Column<KubeObject> = {
  name: 'Labels',
  priority: 0,
  cell: ({ metadata }) => formatLabels(metadata?.labels),
};

function labelColumn(key: string): Column<KubeObject> {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return { name, priority: 0, cell: ({ metadata }) => metadata?.labels?.[key] ?? '' };
}

function withKind<T extends KubeObject>({ singular, group }: TableKind<T>, column: Column<T>): Column<T> {
  const prefix = group === '' ? singular : `${singular}.${group}`;
  return { ...column, cell: (object, context) => `${prefix}/${column.cell(object, context)}` };
}

/** A cell ends where its first line does. */
function singleLine(cell: string): string {
  const end = cell.search(/[\f\n\r]/);
  return end < 0 ? cell : `${cell.slice(0, end)}...`;
}
