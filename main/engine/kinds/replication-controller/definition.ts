// Models pkg/registry/core/replicationcontroller/strategy.go (v1.35).
import type { ReplicationController } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { controllerWarnings } from '../pod/warnings.ts';
import { replicationControllerColumns } from './columns.ts';
import { defaultReplicationController } from './defaults.ts';
import { describeReplicationController } from './describe.ts';
import { validateReplicationController, validateReplicationControllerStatus } from './validate.ts';

export const replicationControllerKind: KindDefinition<ReplicationController> = {
  resource: 'replicationcontrollers',
  kind: 'ReplicationController',
  group: '',
  version: 'v1',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  categories: ['all'],
  namespaced: true,
  model: 'ReplicationController',
  generation: true,
  statusSubresource: true,
  defaults: defaultReplicationController,
  admit: (controller) => {
    controller.status = { replicas: 0 };
    return undefined;
  },
  validate: validateReplicationController,
  validateUpdate: () => [],
  validateStatus: validateReplicationControllerStatus,
  warnings: (controller, previous) =>
    controllerWarnings('spec.template', controller.spec?.template, controller, previous),
  columns: replicationControllerColumns,
  describe: describeReplicationController,
};
