// Models the String methods of apimachinery's pkg/apis/meta/v1/generated.pb.go (v1.35) for selectors, as some events show.
import type { LabelSelector } from '../api/generated/types.ts';

/** As Go prints a pointer to a selector. */
export function selectorInGo(selector: LabelSelector | undefined): string {
  if (!selector) return 'nil';
  const pairs = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const labels = pairs.map(([key, value]) => `${key}: ${value},`).join('');
  const requirements = (selector.matchExpressions ?? []).map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
  );
  const expressions = `[]LabelSelectorRequirement{${requirements.join('')}}`;
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:${expressions},}`;
}
