// Models the rules of x-kubernetes-validations in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35).
import type { ValidationRule } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import type { Schema } from '../custom-resource/schema/schema.ts';

type Rule = Written<ValidationRule>;
const reasons = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const hasBreaks = (text: string): boolean => /[\n\r]/.test(text);
const isBlank = (text: string | undefined): boolean => text !== undefined && text !== '' && text.trim() === '';

/** What is wrong with how the rules of a schema are written down. */
export function ruleFaults({ 'x-kubernetes-validations': rules = [] }: Schema, path: string): FieldError[] {
  return rules.flatMap((rule, index) => {
    const place = `${path}.x-kubernetes-validations[${String(index)}]`;
    return [...ruleAndMessage(rule, place), ...otherParts(rule, place)];
  });
}

function ruleAndMessage({ rule = '', message = '' }: Rule, path: string): FieldError[] {
  if (rule.trim() === '') return [required(`${path}.rule`, 'rule is not specified')];
  if (isBlank(message)) return [invalid(`${path}.message`, message, 'must be non-empty if specified')];
  if (hasBreaks(message.trim())) return [invalid(`${path}.message`, message, 'must not contain line breaks')];
  if (!hasBreaks(rule.trim()) || message !== '') return [];
  return [required(`${path}.message`, 'message must be specified if rule contains line breaks')];
}

function otherParts({ messageExpression, reason, fieldPath }: Rule, path: string): FieldError[] {
  return [
    ...(isBlank(messageExpression)
      ? [required(`${path}.messageExpression`, 'messageExpression must be non-empty if specified')]
      : []),
    ...(reason === undefined || reasons.includes(reason) ? [] : [unsupported(`${path}.reason`, reason, reasons)]),
    ...(isBlank(fieldPath) ? [invalid(`${path}.fieldPath`, fieldPath, 'must be non-empty if specified')] : []),
    ...(hasBreaks(fieldPath ?? '') ? [invalid(`${path}.fieldPath`, fieldPath, 'must not contain line breaks')] : []),
  ];
}
