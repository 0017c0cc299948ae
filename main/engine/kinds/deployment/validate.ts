// Models ValidateDeploymentSpec in pkg/apis/apps/validation/validation.go (v1.35).
import type { Deployment, DeploymentSpec, DeploymentStatus, DeploymentStrategy } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, notNegative, unsupported } from '../faults.ts';
import { isNothing, validateAtMostAll, validateIntOrPercent } from '../int-or-percent.ts';
import { matcherOf } from '../matcher.ts';
import { validateSelectedTemplate } from '../pod/validate-template.ts';
import { isReadable, validateControllerSelector, validateSameSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';
import { replicaLimits, validateCounts } from '../validate-counts.ts';

export function validateDeployment({ spec = {} }: Written<Deployment>): readonly FieldError[] {
  const { selector, template } = spec;
  return [
    ...notNegative('spec.replicas', spec.replicas),
    ...validateControllerSelector('spec.selector', selector, 'deployment', 'invalid label selector'),
    ...(isReadable(selector)
      ? validateSelectedTemplate('spec.template', template, 'ReplicaSet', matcherOf(selector))
      : []),
    ...validateStrategy('spec.strategy', spec.strategy ?? {}),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...validateDeadline('spec.progressDeadlineSeconds', spec),
  ];
}

export function validateDeploymentUpdate(deployment: Deployment, previous: Deployment): readonly FieldError[] {
  return validateSameSelector('spec.selector', deployment.spec?.selector, previous.spec?.selector);
}

function validateStrategy(path: string, strategy: DeploymentStrategy): FieldError[] {
  const { type = '', rollingUpdate } = strategy;
  switch (type) {
    case 'Recreate':
      if (!rollingUpdate) return [];
      return [forbidden(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")];
    case 'RollingUpdate':
      return validateRolling(`${path}.rollingUpdate`, rollingUpdate ?? {});
    default:
      return [unsupported(path, inGo(strategy), ['Recreate', 'RollingUpdate'])];
  }
}

/** The strategy as the API server has it inside, where amounts that are missing are 0. */
function inGo({ type, rollingUpdate }: DeploymentStrategy): object {
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  return { Type: type, RollingUpdate: rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null };
}

function validateRolling(
  path: string,
  { maxUnavailable, maxSurge }: NonNullable<DeploymentStrategy['rollingUpdate']>,
): FieldError[] {
  return [
    ...validateIntOrPercent(`${path}.maxUnavailable`, maxUnavailable),
    ...validateIntOrPercent(`${path}.maxSurge`, maxSurge),
    ...(isNothing(maxUnavailable) && isNothing(maxSurge)
      ? [invalid(`${path}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
      : []),
    ...validateAtMostAll(`${path}.maxUnavailable`, maxUnavailable),
  ];
}

function validateDeadline(field: string, spec: Written<DeploymentSpec>): FieldError[] {
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec;
  if (deadline === undefined) return [];
  const tooShort =
    deadline <= minReadySeconds ? [invalid(field, deadline, 'must be greater than minReadySeconds')] : [];
  return [...notNegative(field, deadline), ...tooShort];
}

export function validateDeploymentStatus({ status }: Deployment, { status: old }: Deployment): readonly FieldError[] {
  return validateCounts(status, old, counts, limits);
}

const counts = [
  ...(['observedGeneration', 'replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'] as const),
  ...(['unavailableReplicas', 'collisionCount'] as const),
];
const limits = replicaLimits<DeploymentStatus>(
  ['updatedReplicas', 'readyReplicas', 'availableReplicas'],
  ['availableReplicas', 'readyReplicas', 'cannot be greater than readyReplicas'],
);
