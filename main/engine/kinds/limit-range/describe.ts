// Models describeLimitRange and DescribeLimitRanges in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35). The
// order of the resources, which is random there, is that of their names here.
import type { LimitRange, LimitRangeItem } from '../../api/generated/types.ts';
import { Description, describeName } from '../description.ts';
import { sortedKeys } from '../label-text.ts';

const TITLES = 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio';
const RULES = '----\t--------\t---\t---\t---------------\t-------------\t-----------------------';
const UNSET = '-';

export function describeLimitRange(range: LimitRange): string {
  const description = new Description();
  describeName(description, range);
  description.line(0, TITLES);
  description.line(0, RULES);
  for (const line of linesOf(range)) description.line(0, line);
  return description.toString();
}

/** The limits of a namespace, all in one table. */
export function describeLimitRangesOf(description: Description, ranges: readonly LimitRange[]): void {
  if (ranges.length === 0) {
    description.line(0, 'No LimitRange resource.');
    return;
  }
  description.line(0, 'Resource Limits');
  for (const line of [TITLES, RULES, ...ranges.flatMap(linesOf)]) description.line(0, ` ${line}`);
}

const linesOf = ({ spec }: LimitRange): string[] => (spec?.limits ?? []).flatMap(itemLines);

function itemLines(item: LimitRangeItem): string[] {
  const { min, max, defaultRequest, default: defaultLimit, maxLimitRequestRatio: ratio } = item;
  const columns = [min, max, defaultRequest, defaultLimit, ratio];
  const resources = sortedKeys(Object.assign({}, ...columns) as Readonly<Record<string, string>>);
  return resources.map((name) => [item.type, name, ...columns.map((amounts) => amounts?.[name] ?? UNSET)].join('\t'));
}
