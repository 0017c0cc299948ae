// Models ValidateDaemonSetSpec in pkg/apis/apps/validation/validation.go (v1.35).
import type { DaemonSet, DaemonSetUpdateStrategy } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, notNegative, required, unsupported } from '../faults.ts';
import { isNothing, validateAtMostAll, validateIntOrPercent } from '../int-or-percent.ts';
import { matcherOf } from '../matcher.ts';
import { validateMatch, validateRunsForEver, validateTemplate } from '../pod/validate-template.ts';
import { isEmptySelector, isReadable, validateSameSelector, validateSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';
import { validateCounts } from '../validate-counts.ts';

const TEMPLATE = 'spec.template';

export function validateDaemonSet({ spec = {} }: Written<DaemonSet>): readonly FieldError[] {
  const { selector, template = {} } = spec;
  return [
    ...validateSelector('spec.selector', selector),
    ...(isReadable(selector) ? validateMatch(TEMPLATE, template, matcherOf(selector)) : []),
    ...(isEmptySelector(selector)
      ? [invalid('spec.selector', selector, 'empty selector is invalid for daemonset')]
      : []),
    ...validateTemplate(TEMPLATE, template),
    ...validateRunsForEver(TEMPLATE, template, 'DaemonSet'),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateStrategy('spec.updateStrategy', spec.updateStrategy ?? {}),
    ...notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

export function validateDaemonSetUpdate(daemonSet: DaemonSet, previous: DaemonSet): readonly FieldError[] {
  return validateSameSelector('spec.selector', daemonSet.spec?.selector, previous.spec?.selector);
}

function validateStrategy(path: string, strategy: DaemonSetUpdateStrategy): FieldError[] {
  const { type = '', rollingUpdate = null } = strategy;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    const value = { Type: type, RollingUpdate: rollingUpdate };
    return [unsupported(path, value, ['RollingUpdate', 'OnDelete'])];
  }
  return validateRolling(`${path}.rollingUpdate`, rollingUpdate ?? {});
}

function validateRolling(
  path: string,
  { maxUnavailable, maxSurge }: NonNullable<DaemonSetUpdateStrategy['rollingUpdate']>,
): FieldError[] {
  return [
    ...validateIntOrPercent(`${path}.maxUnavailable`, maxUnavailable),
    ...validateIntOrPercent(`${path}.maxSurge`, maxSurge),
    ...(isNothing(maxUnavailable) && isNothing(maxSurge)
      ? [required(`${path}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')]
      : []),
    ...(!isNothing(maxUnavailable) && !isNothing(maxSurge)
      ? [invalid(`${path}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero')]
      : []),
    ...validateAtMostAll(`${path}.maxUnavailable`, maxUnavailable),
    ...validateAtMostAll(`${path}.maxSurge`, maxSurge),
  ];
}

export function validateDaemonSetStatus({ status }: DaemonSet, { status: old }: DaemonSet): readonly FieldError[] {
  return validateCounts(status, old, counts);
}

const counts = [
  ...(['currentNumberScheduled', 'numberMisscheduled', 'desiredNumberScheduled', 'numberReady'] as const),
  ...(['observedGeneration', 'updatedNumberScheduled', 'numberAvailable', 'numberUnavailable'] as const),
  'collisionCount' as const,
];
