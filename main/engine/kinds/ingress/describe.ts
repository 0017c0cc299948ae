// Models describeIngressV1 in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Ingress, IngressBackend, IngressServiceBackend, IngressTLS } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeAnnotations, describeEvents, describeLabels } from '../description.ts';
import { endpointsText, slicesOf } from '../service/endpoints-text.ts';
import { ingressAddresses } from './columns.ts';

export function describeIngress(ingress: Ingress, context: PrintContext): string {
  const { metadata, spec } = ingress;
  const namespace = metadata?.namespace ?? '';
  const fallback = spec?.defaultBackend ? backendText(spec.defaultBackend, namespace, context) : '<default>';
  const description = new Description();
  description.line(0, `Name:\t${metadata?.name ?? ''}`);
  describeLabels(description, 'Labels', metadata?.labels);
  description.line(0, `Namespace:\t${namespace}`);
  description.line(0, `Address:\t${ingressAddresses(ingress)}`);
  description.line(0, `Ingress Class:\t${spec?.ingressClassName ?? '<none>'}`);
  description.line(0, `Default backend:\t${fallback}`);
  describeTls(description, spec?.tls ?? []);
  describeRules(description, ingress, fallback, context);
  describeAnnotations(description, 'Annotations', metadata?.annotations);
  describeEvents(description, ingress, context);
  return description.toString();
}

function describeTls(description: Description, entries: readonly IngressTLS[]): void {
  if (entries.length > 0) description.line(0, 'TLS:');
  for (const { secretName, hosts = [] } of entries) {
    description.line(1, secretName ? `${secretName} terminates ${hosts.join(',')}` : `SNI routes ${hosts.join(',')}`);
  }
}

function describeRules(
  description: Description,
  { metadata, spec }: Ingress,
  fallback: string,
  context: PrintContext,
): void {
  description.line(0, 'Rules:\n  Host\tPath\tBackends');
  description.line(1, '----\t----\t--------');
  const rules = (spec?.rules ?? []).filter(({ http }) => http);
  for (const { host, http } of rules) {
    description.line(1, `${host || '*'}\t`);
    for (const { path = '', backend } of http?.paths ?? []) {
      description.line(2, `\t${path} \t${backendText(backend, metadata?.namespace ?? '', context)}`);
    }
  }
  if (rules.length === 0) description.line(1, `*\t*\t${fallback}`);
}

function backendText({ service, resource }: IngressBackend, namespace: string, context: PrintContext): string {
  if (service) return serviceText(service, namespace, context);
  if (!resource) return '';
  return `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`;
}

/** `web:80 (10.0.0.1:8080)`, or in place of the endpoints why there are none. */
function serviceText({ name, port }: IngressServiceBackend, namespace: string, context: PrintContext): string {
  const title = `${name}:${port?.number || (port?.name ?? '')}`;
  const service = context
    .list('services')
    .find(({ metadata }) => metadata?.name === name && metadata.namespace === namespace);
  if (!service) return `${title} (<error: services "${name}" not found>)`;
  const target = (service.spec?.ports ?? []).findLast((candidate) =>
    port?.number ? candidate.port === port.number : port?.name !== undefined && candidate.name === port.name,
  );
  return `${title} (${endpointsText(slicesOf(service, context), target?.name ?? '')})`;
}
