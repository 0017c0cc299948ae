// Models pkg/registry/core/persistentvolumeclaim/strategy.go (v1.35).
import type { PersistentVolumeClaim } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { persistentVolumeClaimColumns } from './columns.ts';
import { defaultPersistentVolumeClaim } from './defaults.ts';
import { describePersistentVolumeClaim } from './describe.ts';
import { validatePersistentVolumeClaimStatus } from './validate-status.ts';
import { validatePersistentVolumeClaim, validatePersistentVolumeClaimUpdate } from './validate.ts';
import { persistentVolumeClaimWarnings } from './warnings.ts';

export const persistentVolumeClaimKind: KindDefinition<PersistentVolumeClaim> = {
  resource: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  group: '',
  version: 'v1',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  categories: [],
  namespaced: true,
  model: 'PersistentVolumeClaim',
  generation: false,
  statusSubresource: true,
  defaults: defaultPersistentVolumeClaim,
  admit: (claim) => {
    claim.status = { phase: 'Pending' };
    return undefined;
  },
  validate: validatePersistentVolumeClaim,
  validateUpdate: validatePersistentVolumeClaimUpdate,
  validateStatus: validatePersistentVolumeClaimStatus,
  warnings: persistentVolumeClaimWarnings,
  columns: persistentVolumeClaimColumns,
  describe: describePersistentVolumeClaim,
};
