// Models pkg/registry/apps/replicaset/strategy.go (v1.35).
import type { ReplicaSet } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { controllerWarnings } from '../pod/warnings.ts';
import { replicaSetColumns } from './columns.ts';
import { defaultReplicaSet } from './defaults.ts';
import { describeReplicaSet } from './describe.ts';
import { validateReplicaSet, validateReplicaSetStatus, validateReplicaSetUpdate } from './validate.ts';

export const replicaSetKind: KindDefinition<ReplicaSet> = {
  resource: 'replicasets',
  kind: 'ReplicaSet',
  group: 'apps',
  version: 'v1',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  model: 'ReplicaSet',
  generation: true,
  statusSubresource: true,
  defaults: defaultReplicaSet,
  admit: (object) => {
    object.status = { replicas: 0 };
    return undefined;
  },
  validate: validateReplicaSet,
  validateUpdate: validateReplicaSetUpdate,
  validateStatus: validateReplicaSetStatus,
  warnings: (replicaSet, previous) =>
    controllerWarnings('spec.template', replicaSet.spec?.template, replicaSet, previous),
  columns: replicaSetColumns,
  describe: describeReplicaSet,
};
