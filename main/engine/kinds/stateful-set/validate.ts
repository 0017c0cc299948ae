// Models ValidateStatefulSetSpec and ValidateStatefulSetUpdate in pkg/apis/apps/validation/validation.go (v1.35).
import type {
  PodTemplateSpec,
  StatefulSet,
  StatefulSetSpec,
  StatefulSetStatus,
  StatefulSetUpdateStrategy,
} from '../../api/generated/types.ts';
import { subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { forbidden, invalid, invalidFor, notNegative, required, unsupported } from '../faults.ts';
import { matcherOf } from '../matcher.ts';
import {
  type Matcher,
  validateMatch,
  validateRunsForEver,
  validateTemplateMetadata,
} from '../pod/validate-template.ts';
import { isReadable, validateControllerSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';
import { replicaLimits, validateCounts } from '../validate-counts.ts';

type Template = Written<PodTemplateSpec>;

const ONLY_THESE_CHANGE =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
  "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
const retentionPolicies = ['Retain', 'Delete'];

export function validateStatefulSet({ spec = {} }: Written<StatefulSet>): readonly FieldError[] {
  const { selector, template, serviceName, podManagementPolicy = '' } = spec;
  return [
    ...validatePodManagement('spec.podManagementPolicy', podManagementPolicy),
    ...validateStrategy('spec.updateStrategy', spec.updateStrategy ?? {}),
    ...validateRetention('spec.persistentVolumeClaimRetentionPolicy', spec),
    ...notNegative('spec.replicas', spec.replicas),
    ...(serviceName ? invalidFor('spec.serviceName', serviceName, subdomainFaults(serviceName)) : []),
    ...notNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...notNegative('spec.ordinals.start', spec.ordinals?.start),
    ...validateControllerSelector('spec.selector', selector, 'statefulset', ''),
    ...(isReadable(selector) ? validateTemplate('spec.template', template, matcherOf(selector)) : []),
  ];
}

/** The Pod itself is not looked at, since it has volumes that only its claims give it. */
function validateTemplate(path: string, template: Template | undefined, matches: Matcher): FieldError[] {
  if (!template) return [required(path)];
  return [
    ...validateMatch(path, template, matches),
    ...validateTemplateMetadata(path, template),
    ...validateRunsForEver(path, template, 'StatefulSet'),
  ];
}

export function validateStatefulSetUpdate(statefulSet: StatefulSet, previous: StatefulSet): readonly FieldError[] {
  if (jsonEqual(fixedPart(statefulSet.spec), fixedPart(previous.spec))) return [];
  return [forbidden('spec', ONLY_THESE_CHANGE)];
}

function fixedPart(spec: StatefulSetSpec | undefined): object {
  const { selector, serviceName, podManagementPolicy, volumeClaimTemplates } = spec ?? {};
  return { selector, serviceName, podManagementPolicy, volumeClaimTemplates };
}

function validatePodManagement(field: string, policy: string): FieldError[] {
  if (policy === 'OrderedReady' || policy === 'Parallel') return [];
  return [invalid(field, policy, "must be 'OrderedReady' or 'Parallel'")];
}

function validateStrategy(path: string, { type = '', rollingUpdate }: StatefulSetUpdateStrategy): FieldError[] {
  const inGo = rollingUpdate ? { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: null } : null;
  switch (type) {
    case 'OnDelete':
      if (!rollingUpdate) return [];
      return [invalid(`${path}.rollingUpdate`, inGo, "only allowed for updateStrategy 'RollingUpdate'")];
    case 'RollingUpdate':
      return notNegative(`${path}.rollingUpdate.partition`, rollingUpdate?.partition);
    default:
      return [invalid(path, { Type: type, RollingUpdate: inGo }, "must be 'RollingUpdate' or 'OnDelete'")];
  }
}

function validateRetention(path: string, spec: Written<StatefulSetSpec>): FieldError[] {
  const policy = spec.persistentVolumeClaimRetentionPolicy ?? {};
  return (['whenDeleted', 'whenScaled'] as const).flatMap((when) => {
    const value = policy[when] ?? '';
    return retentionPolicies.includes(value) ? [] : [unsupported(`${path}.${when}`, value, retentionPolicies)];
  });
}

export function validateStatefulSetStatus(
  { status }: StatefulSet,
  { status: old }: StatefulSet,
): readonly FieldError[] {
  return validateCounts(status, old, counts, limits);
}

const counts = [
  ...(['replicas', 'readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'] as const),
  ...(['observedGeneration', 'collisionCount'] as const),
];
const limits = replicaLimits<StatefulSetStatus>(
  ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'],
  ['availableReplicas', 'readyReplicas', 'cannot be greater than status.readyReplicas'],
);
