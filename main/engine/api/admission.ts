// Models staging/src/k8s.io/apiserver/pkg/admission/interfaces.go (v1.35): the door through which every write passes. The
// plugins behind it live with the kinds they judge.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { AdmissionContext, Draft, KindMap, ResourceName } from './resources.ts';
import type { Named } from './status.ts';

export interface AdmissionRequest {
  readonly resource: ResourceName;
  readonly kind: Named;
  readonly operation: 'create' | 'update';
  /** The new state, which belongs to the request: plugins that mutate write on it. */
  readonly object: Draft<KubeObject>;
  /** What is stored; undefined on creation. */
  readonly previous: KubeObject | undefined;
  readonly dryRun: boolean;
}

/** What plugins may look up and do beside. */
export interface AdmissionServices extends AdmissionContext {
  /** Tells the person who asked. */
  warn(text: string): void;
  /** Stores the status of a quota that has been charged. */
  storeQuotaStatus(quota: KindMap['resourcequotas']): void;
}

export interface Admission {
  /** Completes an object, before its kind's rules; the status returned refuses the request. */
  mutate(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined;
  /** Judges an object that is valid; the status returned refuses the request. */
  validate(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined;
}

/** Lets everything in as it is. */
export const openDoor: Admission = { mutate: () => undefined, validate: () => undefined };
