// Models apimachinery's pkg/labels and meta/v1.FormatLabelSelector (v1.35): labels and selectors as text.
import type { LabelSelector } from '../api/generated/types.ts';
import type { Labels } from '../api/selectors.ts';
import { compareText } from '../api/order.ts';

const operators: Readonly<Record<string, string>> = { In: 'in', NotIn: 'notin' };

/** `a=b,c=d` in the order of the keys; `<none>` when there are none. */
export function formatLabels(labels: Labels | undefined): string {
  return pairsOf(labels).join(',') || '<none>';
}

/** `a=b` for each label, in the order of the keys. */
export function pairsOf(labels: Labels | undefined): string[] {
  return sortedKeys(labels).map((key) => `${key}=${labels?.[key] ?? ''}`);
}

/** `a=b,c in (d,e),!f`; `<none>` for a selector that selects everything or is not there. */
export function formatSelector(selector: LabelSelector | undefined): string {
  const expressions = (selector?.matchExpressions ?? []).map(({ key, operator, values }) => {
    if (operator === 'Exists') return { key, text: key };
    if (operator === 'DoesNotExist') return { key, text: `!${key}` };
    return { key, text: `${key} ${operators[operator] ?? operator} (${[...(values ?? [])].sort().join(',')})` };
  });
  const pairs = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const parts = [...pairs, ...expressions].sort((a, b) => compareText(a.key, b.key));
  return parts.map(({ text }) => text).join(',') || '<none>';
}

/** Keys in the order of their UTF-16 units, which no locale changes. */
export function sortedKeys(record: Readonly<Record<string, unknown>> | undefined): string[] {
  return Object.keys(record ?? {}).sort();
}
