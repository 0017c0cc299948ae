// Models WarningsOnCreate in pkg/registry/networking/ingress/strategy.go (v1.35).
import type { Ingress } from '../../api/generated/types.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Of new Ingresses alone. */
export function ingressWarnings({ metadata }: Ingress, previous: Ingress | undefined): readonly string[] {
  if (previous || metadata?.annotations?.[CLASS_ANNOTATION] === undefined) return [];
  return [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`];
}
