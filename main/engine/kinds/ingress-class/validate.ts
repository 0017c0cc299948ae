// Models ValidateIngressClass and ValidateIngressClassUpdate in pkg/apis/networking/validation/validation.go (v1.35).
import type { IngressClass, IngressClassParametersReference } from '../../api/generated/types.ts';
import { labelFaults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, invalidFor, required, unsupported } from '../faults.ts';
import { validateTypedReference } from '../ingress/validate-reference.ts';
import type { Written } from '../written.ts';

const scopes = ['Cluster', 'Namespace'];

export function validateIngressClass({ spec = {} }: Written<IngressClass>): readonly FieldError[] {
  return [
    ...validateController(spec.controller ?? ''),
    ...(spec.parameters ? validateParameters(spec.parameters) : []),
  ];
}

export function validateIngressClassUpdate(next: IngressClass, previous: IngressClass): readonly FieldError[] {
  const controller = next.spec?.controller;
  if (controller === previous.spec?.controller) return [];
  return [invalid('spec.controller', controller, 'field is immutable')];
}

function validateController(controller: string): FieldError[] {
  if (controller === '') return [required('spec.controller')];
  const [, domain = '', path = ''] = /^([^/]*)\/(.*)$/.exec(controller) ?? [];
  if (domain !== '' && path !== '' && subdomainFaults(domain).length === 0) return [];
  return [invalid('spec.controller', controller, 'must be a domain-prefixed path (such as "acme.io/foo")')];
}

function validateParameters(parameters: Written<IngressClassParametersReference>): FieldError[] {
  const path = 'spec.parameters';
  const { scope, namespace } = parameters;
  const errors = validateTypedReference(path, parameters);
  if (scope === undefined) return [...errors, required(`${path}.scope`)];
  if (!scopes.includes(scope)) return [...errors, unsupported(`${path}.scope`, scope, scopes)];
  if (scope === 'Namespace') {
    if (namespace === undefined) {
      errors.push(required(`${path}.namespace`, "`parameters.scope` is set to 'Namespace'"));
    } else errors.push(...invalidFor(`${path}.namespace`, namespace, labelFaults(namespace)));
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    errors.push(forbidden(`${path}.namespace`, "`parameters.scope` is set to 'Cluster'"));
  }
  return errors;
}
