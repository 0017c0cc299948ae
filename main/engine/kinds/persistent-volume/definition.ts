// Models pkg/registry/core/persistentvolume/strategy.go (v1.35).
import type { PersistentVolume } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { persistentVolumeColumns } from './columns.ts';
import { defaultPersistentVolume } from './defaults.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { describePersistentVolume } from './describe.ts';
import { validatePersistentVolume, validatePersistentVolumeUpdate } from './validate.ts';
import { persistentVolumeWarnings } from './warnings.ts';

export const persistentVolumeKind: KindDefinition<PersistentVolume> = {
  resource: 'persistentvolumes',
  kind: 'PersistentVolume',
  group: '',
  version: 'v1',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  categories: [],
  namespaced: false,
  model: 'PersistentVolume',
  generation: false,
  statusSubresource: true,
  defaults: defaultPersistentVolume,
  admit: (volume, { now }) => {
    volume.status = { phase: 'Pending', lastPhaseTransitionTime: toTimestamp(now) };
    return undefined;
  },
  validate: validatePersistentVolume,
  validateUpdate: validatePersistentVolumeUpdate,
  warnings: persistentVolumeWarnings,
  columns: persistentVolumeColumns,
  describe: describePersistentVolume,
};
