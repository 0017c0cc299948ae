// Models describeIngressClassV1 in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { IngressClass } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents, describeMetadata } from '../description.ts';

export function describeIngressClass(ingressClass: IngressClass, context: PrintContext): string {
  const { metadata, spec } = ingressClass;
  const description = new Description();
  description.line(0, `Name:\t${metadata?.name ?? ''}`);
  describeMetadata(description, ingressClass);
  description.line(0, `Controller:\t${spec?.controller ?? ''}`);
  const parameters = spec?.parameters;
  if (parameters) {
    description.line(0, 'Parameters:');
    if (parameters.apiGroup !== undefined) description.line(1, `APIGroup:\t${parameters.apiGroup}`);
    description.line(1, `Kind:\t${parameters.kind}`);
    description.line(1, `Name:\t${parameters.name}`);
  }
  describeEvents(description, ingressClass, context);
  return description.toString();
}
