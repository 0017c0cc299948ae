// Models plugin/pkg/admission/network/defaultingressclass/admission.go (v1.35).
import type { IngressClass } from '../../api/generated/types.ts';
import { newestFirst } from './newest-first.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { draftOf } from './request.ts';

const DEFAULT_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';
const OLD_CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

export const defaultIngressClassPlugin: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  mutate: (request, services) => {
    const ingress = request.operation === 'create' ? draftOf(request, 'ingresses') : undefined;
    if (!ingress || ingress.spec?.ingressClassName !== undefined) return undefined;
    if (ingress.metadata?.annotations?.[OLD_CLASS_ANNOTATION] !== undefined) return undefined;
    const found = [...services.all('ingressclasses')].filter(isDefault).sort(newestFirst)[0]?.metadata?.name;
    if (found !== undefined) ingress.spec = { ...ingress.spec, ingressClassName: found };
    return undefined;
  },
};

const isDefault = ({ metadata }: IngressClass): boolean => metadata?.annotations?.[DEFAULT_ANNOTATION] === 'true';
