// Models LabelSelectorAsSelector in apimachinery's pkg/apis/meta/v1/helpers.go (v1.35).
import type { LabelSelector } from '../api/generated/types.ts';
import { matchesLabelSelector, type Labels } from '../api/selectors.ts';
import type { Written } from './written.ts';

/** Whether a selector, as somebody wrote it, selects labels. A missing one selects nothing. */
export function matcherOf(selector: Written<LabelSelector> | undefined): (labels: Labels) => boolean {
  if (!selector) return () => false;
  const matchExpressions = (selector.matchExpressions ?? []).map(({ key = '', operator = '', values }) => ({
    key,
    operator,
    values,
  }));
  return (labels) => matchesLabelSelector({ matchLabels: selector.matchLabels, matchExpressions }, labels);
}
