// Models describeService in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { EndpointSlice, Service, ServicePort } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';
import { formatLabels } from '../label-text.ts';
import { endpointsText, slicesOf } from './endpoints-text.ts';

export function describeService(service: Service, context: PrintContext): string {
  const { spec } = service;
  const slices = slicesOf(service, context);
  const description = new Description();
  describeName(description, service);
  describeMetadata(description, service);
  description.line(0, `Selector:\t${formatLabels(spec?.selector)}`);
  description.line(0, `Type:\t${spec?.type ?? ''}`);
  describeAddresses(description, service);
  for (const port of spec?.ports ?? []) describePort(description, port, slices);
  describePolicies(description, service);
  describeEvents(description, service, context);
  return description.toString();
}

function describeAddresses(description: Description, { spec, status }: Service): void {
  const { ipFamilyPolicy, ipFamilies = [], clusterIP = '', clusterIPs = [], externalIPs = [] } = spec ?? {};
  const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, ipMode, hostname = '' }) => {
    return ip ? `${ip}${ipMode === undefined ? '' : ` (${ipMode})`}` : hostname;
  });
  if (ipFamilyPolicy) description.line(0, `IP Family Policy:\t${ipFamilyPolicy}`);
  description.line(0, `IP Families:\t${ipFamilies.join(',') || '<none>'}`);
  description.line(0, `IP:\t${clusterIP}`);
  description.line(0, `IPs:\t${clusterIPs.join(',') || '<none>'}`);
  if (externalIPs.length > 0) description.line(0, `External IPs:\t${externalIPs.join(',')}`);
  if (spec?.loadBalancerIP) description.line(0, `Desired LoadBalancer IP:\t${spec.loadBalancerIP}`);
  if (spec?.externalName) description.line(0, `External Name:\t${spec.externalName}`);
  if (ingress.length > 0) description.line(0, `LoadBalancer Ingress:\t${ingress.join(', ')}`);
}

function describePort(description: Description, servicePort: ServicePort, slices: readonly EndpointSlice[]): void {
  const { port, protocol = '', targetPort = 0, nodePort } = servicePort;
  const name = servicePort.name || '<unset>';
  description.line(0, `Port:\t${name}\t${port}/${protocol}`);
  description.line(0, `TargetPort:\t${targetPort}/${protocol}`);
  if (nodePort) description.line(0, `NodePort:\t${name}\t${nodePort}/${protocol}`);
  description.line(0, `Endpoints:\t${endpointsText(slices, servicePort.name ?? '')}`);
}

function describePolicies(description: Description, { spec }: Service): void {
  description.line(0, `Session Affinity:\t${spec?.sessionAffinity ?? ''}`);
  if (spec?.externalTrafficPolicy) description.line(0, `External Traffic Policy:\t${spec.externalTrafficPolicy}`);
  if (spec?.internalTrafficPolicy) description.line(0, `Internal Traffic Policy:\t${spec.internalTrafficPolicy}`);
  if (spec?.healthCheckNodePort) description.line(0, `HealthCheck NodePort:\t${spec.healthCheckNodePort}`);
  const ranges = spec?.loadBalancerSourceRanges ?? [];
  if (ranges.length > 0) description.line(0, `LoadBalancer Source Ranges:\t${ranges.join(',')}`);
  if (spec?.trafficDistribution) description.line(0, `Traffic Distribution:\t${spec.trafficDistribution}`);
}
