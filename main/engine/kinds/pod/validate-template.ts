// Models ValidatePodTemplateSpec in pkg/apis/core/validation/validation.go (v1.35), and what controllers add to it.
import type { PodTemplateSpec } from '../../api/generated/types.ts';
import { validateLabels } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateAnnotations, validatePodAnnotations } from './validate-annotations.ts';
import { validatePodSpec } from './validate-spec.ts';

type Template = Written<PodTemplateSpec>;

/** Whether the labels are among those that a controller selects. */
export type Matcher = (labels: Readonly<Record<string, string>>) => boolean;

export function validateTemplate(path: string, template: Template): FieldError[] {
  const { spec = {} } = template;
  const ephemeral = (spec.ephemeralContainers ?? []).length > 0;
  return [
    ...validateTemplateMetadata(path, template),
    ...validatePodSpec(`${path}.spec`, spec),
    ...(ephemeral
      ? [forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')]
      : []),
  ];
}

export function validateTemplateMetadata(path: string, { metadata }: Template): FieldError[] {
  return [
    ...validateLabels(metadata?.labels, `${path}.labels`),
    ...validateAnnotations(metadata?.annotations, `${path}.annotations`),
    ...validatePodAnnotations(metadata?.annotations, `${path}.annotations`),
  ];
}

/** The template of a controller named `kind`, whose Pods run for ever, and whose labels it must select. */
export function validateSelectedTemplate(
  path: string,
  template: Template | undefined,
  kind: string,
  matches: Matcher,
): FieldError[] {
  if (!template) return [required(path)];
  return [
    ...validateMatch(path, template, matches),
    ...validateTemplate(path, template),
    ...validateRunsForEver(path, template, kind),
  ];
}

/** The template's labels must be such that its controller finds its Pods again. */
export function validateMatch(path: string, { metadata }: Template, matches: Matcher): FieldError[] {
  if (matches(metadata?.labels ?? {})) return [];
  const fault = '`selector` does not match template `labels`';
  return [invalid(`${path}.metadata.labels`, metadata?.labels ?? null, fault)];
}

export function validateRunsForEver(path: string, { spec }: Template, kind: string): FieldError[] {
  const { restartPolicy, activeDeadlineSeconds } = spec ?? {};
  const errors: FieldError[] = [];
  if (restartPolicy !== 'Always') {
    errors.push(unsupported(`${path}.spec.restartPolicy`, restartPolicy ?? '', ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const fault = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(forbidden(`${path}.spec.activeDeadlineSeconds`, fault));
  }
  return errors;
}
