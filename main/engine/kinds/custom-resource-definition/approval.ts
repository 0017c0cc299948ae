// Models apiextensions-apiserver's pkg/apihelpers/helpers.go (v1.35): the groups of the Kubernetes community are for what it
// has agreed upon.
import type { CustomResourceDefinition } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, required } from '../faults.ts';
import type { Written } from '../written.ts';

const ANNOTATION = 'api-approved.kubernetes.io';
const SEE = 'see https://github.com/kubernetes/enhancements/pull/1111';

export interface Approval {
  readonly state: 'missing' | 'bypassed' | 'approved' | 'invalid';
  readonly reason: string;
}

/** How a definition stands to the rule; undefined for groups that are nobody's. */
export function approvalOf({ metadata, spec }: Written<CustomResourceDefinition>): Approval | undefined {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(spec?.group ?? '')) return undefined;
  const text = metadata?.annotations?.[ANNOTATION] ?? '';
  const must = `protected groups must have approval annotation "${ANNOTATION}"`;
  if (text === '') return { state: 'missing', reason: `${must}, ${SEE}` };
  if (text.startsWith('unapproved')) return { state: 'bypassed', reason: `not approved: ${JSON.stringify(text)}` };
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+\S*$/i.test(text)) return { state: 'approved', reason: `approved in ${text}` };
  return { state: 'invalid', reason: `${must} with either a URL or a reason starting with "unapproved", ${SEE}` };
}

/** Why a definition is not let in; one that stays as it was is. */
export function approvalFaults(
  definition: Written<CustomResourceDefinition>,
  previous: CustomResourceDefinition | undefined,
): FieldError[] {
  const approval = approvalOf(definition);
  if (!approval || (previous && approvalOf(previous)?.state === approval.state)) return [];
  const field = `metadata.annotations[${ANNOTATION}]`;
  if (approval.state === 'missing') return [required(field, approval.reason)];
  const text = definition.metadata?.annotations?.[ANNOTATION] ?? '';
  return approval.state === 'invalid' ? [invalid(field, text, approval.reason)] : [];
}
