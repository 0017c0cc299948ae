// Models staging/src/k8s.io/cli-runtime/pkg/printers/tableprinter.go (v1.35): the API's tables as `kubectl get` prints
// them.
import type { ApiTable } from '../../../../preload/contract/inputs.ts';
import { formatLabels } from '../../../engine/kinds/label-text.ts';
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import { TAB_STOPS } from './tab-stops.ts';

export interface TableOptions {
  readonly noHeaders: boolean;
  readonly wide: boolean;
  readonly withNamespace: boolean;
  readonly showLabels: boolean;
  /** Keys of labels that get a column each. */
  readonly labelColumns: readonly string[];
  /** `deployment.apps`, put before names: `deployment.apps/web`. */
  readonly withKind?: string | undefined;
}

type Row = ApiTable['rows'][number];

/** Prints tables of one resource, one after the other, as parts of one. */
export class TablePrinter {
  readonly #options: TableOptions;
  /** Columns never get narrower again. */
  readonly #widths: number[] = [];
  #lastHeaders = '';

  constructor(options: TableOptions) {
    this.#options = options;
  }

  /** The rows with their headers, unless those stand above already. `events` are the types of changes, one a row. */
  print(table: ApiTable, events?: readonly string[]): string {
    if (table.rows.length === 0) return '';
    const shown = table.columns.map(({ priority }) => priority === 0 || this.#options.wide);
    const headers = this.#headersOf(table, shown, events !== undefined);
    const nameAt = table.columns.findIndex(({ name }) => name === 'Name');
    const rows = table.rows.map((row, index) => this.#cellsOf(row, shown, nameAt, events?.[index]));
    const isNew = headers.join('\t') !== this.#lastHeaders;
    this.#lastHeaders = headers.join('\t');
    const lines = isNew && !this.#options.noHeaders ? [headers, ...rows] : rows;
    return alignAtTabStops(lines, TAB_STOPS, this.#widths)
      .map((line) => `${line}\n`)
      .join('');
  }

  #headersOf(table: ApiTable, shown: readonly boolean[], withEvent: boolean): readonly string[] {
    const { withNamespace, labelColumns, showLabels } = this.#options;
    return [
      ...(withEvent ? ['EVENT'] : []),
      ...(withNamespace ? ['NAMESPACE'] : []),
      ...table.columns.filter((_, index) => shown[index]).map(({ name }) => name.toUpperCase()),
      ...labelColumns.map((key) => key.slice(key.lastIndexOf('/') + 1).toUpperCase()),
      ...(showLabels ? ['LABELS'] : []),
    ];
  }

  #cellsOf(
    { cells, object }: Row,
    shown: readonly boolean[],
    nameAt: number,
    event: string | undefined,
  ): readonly string[] {
    const { withNamespace, withKind, labelColumns, showLabels } = this.#options;
    const { labels, namespace } = object.metadata ?? {};
    const named = cells.map((cell, index) =>
      withKind !== undefined && index === nameAt ? `${withKind}/${cell}` : cell,
    );
    return [
      ...(event === undefined ? [] : [event.padEnd(EVENT_WIDTH)]),
      ...(withNamespace ? [namespace ?? ''] : []),
      ...named.filter((_, index) => shown[index]).map(singleLine),
      ...labelColumns.map((key) => labels?.[key] ?? ''),
      ...(showLabels ? [formatLabels(labels)] : []),
    ];
  }
}

/** So wide is the type of a change, so that all of them line up. */
const EVENT_WIDTH = 10;

/** A cell ends where its first line does. */
function singleLine(cell: string): string {
  const end = cell.search(/[\f\n\r]/);
  return end < 0 ? cell : `${cell.slice(0, end)}...`;
}
