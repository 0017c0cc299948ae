// Which kinds live in no namespace, as kustomize knows without asking a cluster.
import { kinds } from '../../../engine/kinds/registry.ts';
import type { Id } from './resource.ts';

const others = [
  ...['APIService', 'CertificateSigningRequest', 'ComponentStatus', 'CSIDriver', 'CSINode', 'FlowSchema'],
  ...['MutatingWebhookConfiguration', 'PriorityLevelConfiguration', 'RuntimeClass', 'ValidatingAdmissionPolicy'],
  ...['ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttachment', 'IPAddress'],
  ...['ServiceCIDR', 'DeviceClass', 'ResourceSlice', 'VolumeAttributesClass'],
];

/** Kinds that nobody knows are taken to live in namespaces. */
export function isClusterScoped({ kind, group }: Id): boolean {
  const known = Object.values(kinds).find((one) => one.kind === kind && one.group === group);
  return known ? !known.namespaced : others.includes(kind);
}
