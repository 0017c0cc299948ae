// Models SetDefaults_IngressClass in pkg/apis/networking/v1/defaults.go (v1.35).
import type { IngressClass } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';

export function defaultIngressClass({ spec }: Unfinished<IngressClass>): void {
  if (spec?.parameters) spec.parameters.scope ??= 'Cluster';
}
