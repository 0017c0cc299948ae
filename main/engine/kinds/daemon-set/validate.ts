// Models ValidateDaemonSetSpec in pkg/apis/apps/validation/validation.go (v1.35).
import type { DaemonSet, DaemonSetUpdateStrategy } from '../../api/generated/types.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { invalid, notNegative, required, unsupported } from '../faults.ts';
import { validateSelectedTemplate } from '../pod/validate-spec.ts';

export function validateDaemonSet({ spec }: DaemonSet): readonly FieldError[] {
  if (!spec) return [required('spec')];
  const { selector, template } = spec;
  const unmatched = validateSelectedTemplate('spec.template', template, 'DaemonSet', (labels) =>
    matchesLabelSelector(selector, labels),
  );
  const parts = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length;
  return [
    ...unmatched,
    ...(parts === 0 ? [invalid('spec.selector', selector, 'empty selector is invalid for daemonset')] : []),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateStrategy('spec.updateStrategy', spec.updateStrategy ?? {}),
    ...notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

export function validateDaemonSetUpdate(daemonSet: DaemonSet, previous: DaemonSet): readonly FieldError[] {
  const selector = daemonSet.spec?.selector;
  return jsonEqual(selector, previous.spec?.selector) ? [] : [invalid('spec.selector', selector, 'field is immutable')];
}

function validateStrategy(path: string, strategy: DaemonSetUpdateStrategy): FieldError[] {
  const { type, rollingUpdate } = strategy;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') return [unsupported(path, goStrategy(strategy), ['RollingUpdate', 'OnDelete'])];
  const field = `${path}.rollingUpdate`;
  const [unavailable, surge] = [rollingUpdate?.maxUnavailable ?? 0, rollingUpdate?.maxSurge ?? 0];
  if (isZero(unavailable) && isZero(surge))
    return [required(`${field}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')];
  if (isZero(unavailable) || isZero(surge)) return [];
  return [invalid(`${field}.maxSurge`, surge, 'may not be set when maxUnavailable is non-zero')];
}

/** The strategy as Go prints it in a message. */
function goStrategy({ type = '' }: DaemonSetUpdateStrategy): object {
  return { Type: type, RollingUpdate: null };
}

const isZero = (amount: number | string): boolean => amount === 0 || amount === '0%';
