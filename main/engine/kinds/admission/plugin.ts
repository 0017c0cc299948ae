// Models staging/src/k8s.io/apiserver/pkg/admission/interfaces.go (v1.35).
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { AdmissionRequest, AdmissionServices } from './request.ts';

export interface AdmissionPlugin {
  readonly name: string;
  /** Changes the object before it is checked; the status returned refuses the request. */
  mutate?(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined;
  /** Looks at the object once it is complete and valid. */
  validate?(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined;
}
