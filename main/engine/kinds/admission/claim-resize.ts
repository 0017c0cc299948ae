// Models plugin/pkg/admission/storage/persistentvolume/resize/admission.go (v1.35).
import { storageClassOf } from '../access-modes.ts';
import { compareQuantities } from '../quantities.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { draftOf, forbid, previousOf } from './request.ts';

const WHY =
  'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';

export const claimResizePlugin: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate: (request, services) => {
    const claim = draftOf(request, 'persistentvolumeclaims');
    const old = previousOf(request, 'persistentvolumeclaims');
    if (!claim || old?.status?.phase !== 'Bound') return undefined;
    const [wanted = '0', had = '0'] = [claim, old].map(({ spec }) => spec?.resources?.requests?.['storage']);
    if (compareQuantities(wanted, had) <= 0) return undefined;
    const storageClass = services.get('storageclasses', '', storageClassOf(old));
    return storageClass?.allowVolumeExpansion ? undefined : forbid(request, WHY);
  },
};
