// Models apiextensions-apiserver's pkg/registry/customresource/tableconvertor/tableconvertor.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { CustomResourceColumnDefinition } from '../../api/generated/types.ts';
import { timeFault } from '../../api/go-texts.ts';
import type { Column } from '../../api/resources.ts';
import { isJsonObject } from '../../kernel/json.ts';
import type { Micros } from '../../kernel/time.ts';
import { ageOf } from '../ages.ts';
import { ageColumn, nameColumn } from '../columns.ts';

/** The columns of a custom kind: its name and what its definition adds, or else the age. */
export function customColumns(added: readonly CustomResourceColumnDefinition[] | undefined): Column<KubeObject>[] {
  if (!added || added.length === 0) return [nameColumn, ageColumn];
  return [nameColumn, ...added.map(columnOf)];
}

function columnOf({ name, type, jsonPath, priority = 0 }: CustomResourceColumnDefinition): Column<KubeObject> {
  return {
    name,
    priority: priority > 0 ? 1 : 0,
    cell: (object, { now }) => {
      const [value] = valuesAt(object, jsonPath);
      return value === undefined || value === null ? '' : cellText(type, value, now);
    },
  };
}

/** A value as a column of that type shows it; empty where it is of another. */
function cellText(type: string, value: unknown, now: Micros): string {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'date':
      return typeof value === 'string' ? dateText(value, now) : '';
    case 'integer':
      return typeof value === 'number' ? String(Math.trunc(value)) : '';
    default:
      return typeof value === type ? JSON.stringify(value) : '';
  }
}

const dateText = (text: string, now: Micros): string =>
  timeFault(text) === undefined ? ageOf(text, now) : '<invalid>';

/** What a simple JSON path selects: `.spec.size`, `.status.conditions[?(@.type=="Ready")].status`, `.spec.list[0]`. */
export function valuesAt(object: unknown, path: string): unknown[] {
  const steps = path.match(/\[\?\([^\]]*\)\]|\['[^']*'\]|\[[^\]]*\]|[^.[\]]+/g) ?? [];
  return steps.reduce<unknown[]>((values, step) => values.flatMap((value) => stepInto(value, step)), [object]);
}

function stepInto(value: unknown, step: string): unknown[] {
  const filter = /^\[\?\(@\.([\w.-]+)\s*==\s*["']([^"']*)["']\)\]$/.exec(step);
  if (filter) {
    const [, key = '', wanted] = filter;
    return Array.isArray(value) ? value.filter((item) => valuesAt(item, `.${key}`)[0] === wanted) : [];
  }
  const key = step.replace(/^\['?|'?\]$/g, '');
  if (key === '*') return Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  if (Array.isArray(value)) return value.slice(Number(key), Number(key) < 0 ? undefined : Number(key) + 1).slice(0, 1);
  return isJsonObject(value) && value[key] !== undefined ? [value[key]] : [];
}
