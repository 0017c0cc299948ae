// Models pkg/registry/storage/storageclass/strategy.go (v1.35).
import type { StorageClass } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { storageClassColumns } from './columns.ts';
import { defaultStorageClass } from './defaults.ts';
import { describeStorageClass } from './describe.ts';
import { validateStorageClass, validateStorageClassUpdate } from './validate.ts';

export const storageClassKind: KindDefinition<StorageClass> = {
  resource: 'storageclasses',
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  version: 'v1',
  singular: 'storageclass',
  shortNames: ['sc'],
  categories: [],
  namespaced: false,
  model: 'StorageClass',
  generation: false,
  statusSubresource: false,
  defaults: defaultStorageClass,
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  columns: storageClassColumns,
  describe: describeStorageClass,
};
