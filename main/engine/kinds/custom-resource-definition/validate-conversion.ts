// Models validateCustomResourceConversion in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go (v1.35).
import type { CustomResourceConversion } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, oneOf, required } from '../faults.ts';
import type { Written } from '../written.ts';

const path = 'spec.conversion';

/** Faults are told by the names that the fields have within the API server. */
export function validateConversion(conversion: Written<CustomResourceConversion> | undefined): FieldError[] {
  if (!conversion) return [];
  const { strategy, webhook } = conversion;
  return [
    ...oneOf(`${path}.strategy`, strategy, ['None', 'Webhook']),
    ...(strategy === 'Webhook' ? webhookFaults(webhook) : strayFaults(webhook)),
  ];
}

type Webhook = Written<CustomResourceConversion>['webhook'];

function strayFaults(webhook: Webhook): FieldError[] {
  const why = 'should not be set when strategy is not set to Webhook';
  return [
    ...(webhook?.clientConfig ? [forbidden(`${path}.webhookClientConfig`, why)] : []),
    ...(webhook?.conversionReviewVersions?.length ? [forbidden(`${path}.conversionReviewVersions`, why)] : []),
  ];
}

function webhookFaults(webhook: Webhook): FieldError[] {
  const { clientConfig, conversionReviewVersions: versions = [] } = webhook ?? {};
  const field = `${path}.webhookClientConfig`;
  const both = (clientConfig?.url === undefined) === (clientConfig?.service === undefined);
  const known = versions.includes('v1') || versions.includes('v1beta1');
  const review = `${path}.conversionReviewVersions`;
  return [
    ...(clientConfig ? [] : [required(field, 'required when strategy is set to Webhook')]),
    ...(clientConfig && both ? [required(field, 'exactly one of url or service is required')] : []),
    ...(versions.length === 0 ? [required(review)] : []),
    ...(versions.length > 0 && !known ? [invalid(review, versions, 'must include at least one of v1, v1beta1')] : []),
  ];
}
