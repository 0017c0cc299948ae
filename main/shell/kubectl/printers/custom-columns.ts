// Models staging/src/k8s.io/kubectl/pkg/cmd/get/customcolumn.go (v1.35).
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { PlainError } from '../errors/errors.ts';
import { followPath } from './jsonpath/evaluate.ts';
import type { Segment } from './jsonpath/nodes.ts';
import { parseRelaxed } from './jsonpath/parse.ts';
import { jsonText } from './json-text.ts';
import { TAB_STOPS } from './tab-stops.ts';

interface CustomColumn {
  readonly header: string;
  readonly path: readonly Segment[];
}

export class CustomColumns {
  readonly #columns: readonly CustomColumn[];
  readonly #noHeaders: boolean;

  private constructor(columns: readonly CustomColumn[], noHeaders: boolean) {
    this.#columns = columns;
    this.#noHeaders = noHeaders;
  }

  /** Parses `NAME:.metadata.name,IMAGE:.spec.containers[*].image`. Throws PlainError. */
  static parse(text: string, noHeaders: boolean): CustomColumns {
    const columns = text.split(',').map((part) => {
      const colon = part.indexOf(':');
      if (colon < 0) {
        throw new PlainError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
      }
      return { header: part.slice(0, colon), path: parseRelaxed(part.slice(colon + 1)) };
    });
    return new CustomColumns(columns, noHeaders);
  }

  /** Parses a file with a line of headers and a line of paths. Throws PlainError. */
  static parseFile(text: string, noHeaders: boolean): CustomColumns {
    const [headers = [], paths = []] = text.split('\n').map((line) => line.trim().split(/\s+/));
    if (headers.length !== paths.length || headers[0] === '') {
      throw new PlainError(
        `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
      );
    }
    const columns = headers.map((header, index) => ({ header, path: parseRelaxed(paths[index] ?? '') }));
    return new CustomColumns(columns, noHeaders);
  }

  print(items: readonly KubeObject[]): string {
    const rows = items.map((item) => this.#columns.map(({ path }) => cellText(path, item)));
    const lines = this.#noHeaders ? rows : [this.#columns.map(({ header }) => header), ...rows];
    return alignAtTabStops(lines, TAB_STOPS)
      .map((line) => `${line}\n`)
      .join('');
  }
}

function cellText(segments: readonly Segment[], item: KubeObject): string {
  const values = segments.flatMap((segment) => (segment.type === 'path' ? followPath(segment.path, item, true) : []));
  return values.length === 0 ? '<none>' : values.map(valueText).join(',');
}

/** As Go prints a value: maps and lists in brackets, without quotes. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return '<none>';
  if (Array.isArray(value)) return `[${value.map(valueText).join(' ')}]`;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return jsonText(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, child]) => `${key}:${valueText(child)}`).join(' ')}]`;
}
