// Models pkg/apis/core/v1/defaults.go and zz_generated.defaults.go (v1.35): what containers are without being told.
// Zero counts as not given where Go cannot tell the two apart.
import type { Container, ContainerPort, EnvVar, Probe, ResourceFieldSelector } from '../../api/generated/types.ts';
import { canonicalQuantities, canonicalQuantity } from '../quantities.ts';
import type { Unfinished } from '../written.ts';

type HttpGet = NonNullable<Unfinished<Probe>['httpGet']>;

export function defaultContainer(container: Unfinished<Container>): void {
  container.imagePullPolicy ||= pullPolicyFor(container.image ?? '');
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  defaultResources((container.resources ??= {}));
  container.ports?.forEach(defaultPort);
  container.env?.forEach(defaultVariable);
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe) defaultProbe(probe);
  }
  defaultHttpGet(container.lifecycle?.postStart?.httpGet);
  defaultHttpGet(container.lifecycle?.preStop?.httpGet);
  // The feature gate ContainerStopSignals is off: the field is dropped.
  if (container.lifecycle) delete container.lifecycle.stopSignal;
}

/** `Always` for the tag `latest`, written or implied; else what is there is used. */
export function pullPolicyFor(image: string): 'Always' | 'IfNotPresent' {
  if (image.includes('@')) return 'IfNotPresent';
  const lastPart = image.slice(image.lastIndexOf('/') + 1);
  const colon = lastPart.indexOf(':');
  return colon < 0 || lastPart.slice(colon + 1) === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultVariable({ valueFrom }: Unfinished<EnvVar>): void {
  if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ||= 'v1';
  if (valueFrom?.resourceFieldRef) defaultResourceRef(valueFrom.resourceFieldRef);
}

/** The divisor is printed even where there is none. */
export function defaultResourceRef(reference: Unfinished<ResourceFieldSelector>): void {
  reference.divisor = canonicalQuantity(reference.divisor ?? '0');
}

/** Of a container, or of a whole Pod. */
export function defaultResources(resources: NonNullable<Unfinished<Container>['resources']>): void {
  if (resources.limits) resources.limits = canonicalQuantities(resources.limits);
  if (resources.requests) resources.requests = canonicalQuantities(resources.requests);
}

function defaultPort(port: Unfinished<ContainerPort>): void {
  port.protocol ||= 'TCP';
}

function defaultProbe(probe: Unfinished<Probe>): void {
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  if (probe.grpc) probe.grpc.service ??= '';
  defaultHttpGet(probe.httpGet);
}

function defaultHttpGet(httpGet: HttpGet | undefined): void {
  if (!httpGet) return;
  httpGet.path ||= '/';
  httpGet.scheme ||= 'HTTP';
}
