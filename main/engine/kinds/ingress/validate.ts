// Models ValidateIngressCreate in pkg/apis/networking/validation/validation.go (v1.35).
import type { HTTPIngressPath, Ingress, IngressBackend, IngressRule } from '../../api/generated/types.ts';
import { label1035Faults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, required, unsupported } from '../faults.ts';
import { looksLikeIpv6, parseIpv4, portNameFaults, portNumberFaults } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { validateTypedReference } from './validate-reference.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];
const badParts = ['//', '/./', '/../', '%2f', '%2F'];
const badEnds = ['/..', '/.'];
const WILDCARD_TEXT =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case " +
  "alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for " +
  "validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

export function validateIngress({ spec = {} }: Written<Ingress>): readonly FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  return [
    ...(rules.length === 0 && !defaultBackend
      ? [invalid('spec', null, 'either `defaultBackend` or `rules` must be specified')]
      : []),
    ...(defaultBackend ? validateBackend('spec.defaultBackend', defaultBackend) : []),
    ...rules.flatMap((rule, index) => validateRule(`spec.rules[${index}]`, rule)),
    ...tls.flatMap(({ hosts = [], secretName = '' }, index) => [
      ...hosts.flatMap((host, position) => invalidFor(`spec.tls[${index}].hosts[${position}]`, host, hostFaults(host))),
      ...(secretName === ''
        ? []
        : invalidFor(`spec.tls[${index}].secretName`, secretName, subdomainFaults(secretName))),
    ]),
    ...(ingressClassName === undefined
      ? []
      : invalidFor('spec.ingressClassName', ingressClassName, subdomainFaults(ingressClassName))),
  ];
}

/** The old annotation and the field that replaced it say the same on a new Ingress. */
export function annotationFaults({ metadata, spec }: Written<Ingress>): FieldError[] {
  const annotation = metadata?.annotations?.[CLASS_ANNOTATION];
  const name = spec?.ingressClassName;
  if (annotation === undefined || name === undefined || annotation === name) return [];
  const fault = 'must match `ingressClassName` when both are specified';
  return [invalid(`annotations.${CLASS_ANNOTATION}`, annotation, fault)];
}

function hostFaults(host: string): string[] {
  if (!host.includes('*')) return subdomainFaults(host);
  const [, domain] = /^\*\.(.+)$/.exec(host) ?? [];
  return domain !== undefined && subdomainFaults(domain).length === 0 ? [] : [WILDCARD_TEXT];
}

function validateRule(path: string, { host = '', http }: Written<IngressRule>): FieldError[] {
  const isAddress = parseIpv4(host) !== undefined || looksLikeIpv6(host);
  const hostErrors = [
    ...(isAddress ? [invalid(`${path}.host`, host, 'must be a DNS name, not an IP address')] : []),
    ...(host === '' ? [] : invalidFor(`${path}.host`, host, hostFaults(host))),
  ];
  if (!http) return hostErrors;
  const paths = http.paths ?? [];
  if (paths.length === 0) return [...hostErrors, required(`${path}.http.paths`)];
  return [...hostErrors, ...paths.flatMap((item, index) => validatePath(`${path}.http.paths[${index}]`, item))];
}

function validatePath(
  path: string,
  { path: text = '', pathType, backend = {} }: Written<HTTPIngressPath>,
): FieldError[] {
  if (pathType === undefined) return [required(`${path}.pathType`, 'pathType must be specified')];
  return [
    ...(pathTypes.includes(pathType)
      ? invalidFor(`${path}.path`, text, pathFaults(text, pathType))
      : [unsupported(`${path}.pathType`, pathType, pathTypes)]),
    ...validateBackend(`${path}.backend`, backend),
  ];
}

function pathFaults(path: string, type: string): string[] {
  const absolute = path.startsWith('/') ? [] : ['must be an absolute path'];
  if (type === 'ImplementationSpecific') return path === '' ? [] : absolute;
  return [
    ...absolute,
    ...badParts.filter((part) => path.includes(part)).map((part) => `must not contain '${part}'`),
    ...badEnds.filter((end) => path.endsWith(end)).map((end) => `cannot end with '${end}'`),
  ];
}

function validateBackend(path: string, { service, resource }: Written<IngressBackend>): FieldError[] {
  if (service && resource) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (service) return validateService(path, service);
  if (!resource) return [invalid(path, '', 'resource or service backend is required')];
  return validateTypedReference(`${path}.resource`, resource);
}

function validateService(path: string, service: NonNullable<Written<IngressBackend>['service']>): FieldError[] {
  const { name = '', port } = service;
  const field = `${path}.service.name`;
  const nameErrors = name === '' ? [required(field)] : invalidFor(field, name, label1035Faults(name));
  return [...nameErrors, ...validateServicePort(path, port?.name ?? '', port?.number ?? 0)];
}

function validateServicePort(path: string, name: string, number: number): FieldError[] {
  if (name !== '' && number !== 0) return [invalid(path, '', 'cannot set both port name & port number')];
  if (name !== '') return invalidFor(`${path}.service.port.name`, name, portNameFaults(name));
  if (number !== 0) return invalidFor(`${path}.service.port.number`, number, portNumberFaults(number));
  return [required(path, 'port name or number is required')];
}
