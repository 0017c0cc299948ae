// Models ValidateJobSpec and ValidateJobSpecUpdate in pkg/apis/batch/validation/validation.go (v1.35).
import type { Job, JobSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { immutable, invalid, required } from '../faults.ts';
import { matcherOf } from '../matcher.ts';
import { templateInGo } from '../pod/in-go.ts';
import { validateMatch } from '../pod/validate-template.ts';
import { validateSameSelector, validateSelector } from '../validate-selector.ts';
import type { Written } from '../written.ts';
import { validateJobSpec } from './validate-spec.ts';

const INDEXED_NAME_MAX = 63;

export function validateJob({ metadata, spec = {} }: Written<Job>): readonly FieldError[] {
  const { selector, template = {} } = spec;
  return [
    ...validateGeneratedSelector(metadata?.uid ?? '', spec),
    ...validateHostnames(metadata?.name ?? '', spec),
    ...validateJobSpec('spec', spec),
    ...(selector ? validateSelector('spec.selector', selector) : [required('spec.selector')]),
    ...(selector ? validateMatch('spec.template', template, matcherOf(selector)) : []),
  ];
}

export function validateJobUpdate(job: Job, previous: Job): readonly FieldError[] {
  const { spec } = job;
  const { spec: old } = previous;
  if (!spec || !old) return [];
  const same = (field: keyof JobSpec) => immutable(`spec.${field}`, spec[field], old[field]);
  return [
    ...validateCompletionsUpdate(spec, old),
    ...validateSameSelector('spec.selector', spec.selector, old.selector),
    ...validateTemplateUpdate(job, previous),
    ...same('completionMode'),
    ...same('podFailurePolicy'),
    ...same('backoffLimitPerIndex'),
    ...same('managedBy'),
    ...same('successPolicy'),
  ];
}

/** Unless a Job says that it selects its Pods itself, it selects them by its own UID alone. */
function validateGeneratedSelector(uid: string, { selector, manualSelector }: Written<JobSpec>): FieldError[] {
  if (manualSelector === true || !selector) return [];
  if (matcherOf(selector)({ 'controller-uid': uid, 'batch.kubernetes.io/controller-uid': uid })) return [];
  return [invalid('spec.selector', selector, '`selector` not auto-generated')];
}

/** The Pods of an indexed Job have its name and their index as hostnames. */
function validateHostnames(name: string, { completionMode, completions = 0 }: Written<JobSpec>): FieldError[] {
  if (completionMode !== 'Indexed' || completions <= 0) return [];
  const hostname = `${name}-${completions - 1}`;
  if (hostname.length <= INDEXED_NAME_MAX) return [];
  const fault =
    `will not able to create pod with invalid DNS name: ${hostname}: ` +
    `must be no more than ${INDEXED_NAME_MAX} characters`;
  return [invalid('metadata.name', name, fault)];
}

/** An indexed Job may become longer or shorter together with its parallelism. */
function validateCompletionsUpdate(spec: JobSpec, old: JobSpec): FieldError[] {
  if (spec.completions === old.completions) return [];
  const elastic = spec.completionMode === 'Indexed' && spec.completions !== undefined && old.completions !== undefined;
  if (!elastic) return immutable('spec.completions', spec.completions, old.completions);
  if (spec.completions === spec.parallelism) return [];
  const fault = 'can only be modified in tandem with spec.parallelism';
  return [invalid('spec.completions', spec.completions, fault)];
}

/** Where a suspended Job's Pods run may still be decided while none was started. */
function validateTemplateUpdate({ spec }: Job, { spec: old, status }: Job): FieldError[] {
  if (!spec || !old) return [];
  const mayMove = old.suspend === true && status?.startTime === undefined;
  const comparable = (template: JobSpec['template']) => (mayMove ? withoutPlacement(template) : template);
  if (jsonEqual(comparable(spec.template), comparable(old.template))) return [];
  return [invalid('spec.template', templateInGo(spec.template), 'field is immutable')];
}

function withoutPlacement({ metadata, spec }: JobSpec['template']): object {
  const placement = {
    nodeSelector: undefined,
    affinity: undefined,
    tolerations: undefined,
    schedulingGates: undefined,
  };
  return { metadata: { ...metadata, labels: undefined, annotations: undefined }, spec: { ...spec, ...placement } };
}
