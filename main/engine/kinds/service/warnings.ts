// Models GetWarningsForService in pkg/api/service/warnings.go (v1.35).
import type { Service } from '../../api/generated/types.ts';
import { isHeadless } from './types.ts';

export function serviceWarnings({ spec = {} }: Service): readonly string[] {
  const { type, loadBalancerIP = '', externalIPs = [], sessionAffinity } = spec;
  if (type === 'ExternalName') {
    return externalIPs.length > 0 ? ['spec.externalIPs is ignored when spec.type is "ExternalName"'] : [];
  }
  if (!isHeadless(spec)) return [];
  return [
    ...(loadBalancerIP === '' ? [] : ['spec.loadBalancerIP is ignored for headless services']),
    ...(externalIPs.length > 0 ? ['spec.externalIPs is ignored for headless services'] : []),
    ...(sessionAffinity === 'ClientIP' ? ['spec.SessionAffinity is ignored for headless services'] : []),
  ];
}
