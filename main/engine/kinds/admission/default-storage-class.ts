// Models plugin/pkg/admission/storage/storageclass/setdefault/admission.go (v1.35): claims that say nothing about their
// class get the default one, the newest if there are several.
import type { StorageClass } from '../../api/generated/types.ts';
import { hasClassAnnotation } from '../access-modes.ts';
import { isDefaultClass } from '../storage-class/columns.ts';
import { newestFirst } from './newest-first.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { type AdmissionServices, draftOf } from './request.ts';

export const defaultStorageClassPlugin: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  mutate: (request, services) => {
    const claim = request.operation === 'create' ? draftOf(request, 'persistentvolumeclaims') : undefined;
    if (!claim || claim.spec?.storageClassName !== undefined || hasClassAnnotation(request.object)) return undefined;
    const name = defaultStorageClass(services)?.metadata?.name;
    if (name !== undefined) claim.spec = { ...claim.spec, storageClassName: name };
    return undefined;
  },
};

function defaultStorageClass(services: AdmissionServices): StorageClass | undefined {
  return [...services.all('storageclasses')].filter(isDefaultClass).sort(newestFirst)[0];
}
