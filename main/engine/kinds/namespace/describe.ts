// Models describeNamespace in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Namespace } from '../../api/generated/types.ts';
import { Description, describeMetadata, describeName } from '../description.ts';

export function describeNamespace(namespace: Namespace): string {
  const description = new Description();
  describeName(description, namespace);
  describeMetadata(description, namespace);
  description.line(0, `Status:\t${namespace.status?.phase ?? ''}`);
  const conditions = namespace.status?.conditions ?? [];
  if (conditions.length > 0) {
    description.line(0, 'Conditions:');
    description.line(1, 'Type\tLastTransitionTime\tStatus\tReason\tMessage');
    description.line(1, '----\t------------------\t------\t------\t-------');
  }
  for (const { type, lastTransitionTime = '', status, reason = '', message = '' } of conditions) {
    description.line(1, [type, lastTransitionTime, status, reason, message].join('\t'));
  }
  description.line(0, '\nNo resource quota.');
  description.line(0, '\nNo LimitRange resource.');
  return description.toString();
}
