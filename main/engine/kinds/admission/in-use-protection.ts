// Models plugin/pkg/admission/storage/storageobjectinuseprotection/admission.go (v1.35): volumes and claims wait for those
// who use them before they go.
import type { AdmissionPlugin } from './plugin.ts';

const finalizers: Readonly<Record<string, string>> = {
  persistentvolumes: 'kubernetes.io/pv-protection',
  persistentvolumeclaims: 'kubernetes.io/pvc-protection',
};

export const inUseProtectionPlugin: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  mutate: ({ operation, resource, object }) => {
    const finalizer = finalizers[resource];
    if (operation !== 'create' || finalizer === undefined) return undefined;
    const metadata = (object.metadata ??= {});
    const present = metadata.finalizers ?? [];
    if (!present.includes(finalizer)) metadata.finalizers = [...present, finalizer];
    return undefined;
  },
};
