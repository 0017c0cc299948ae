// Models pkg/registry/apps/daemonset/strategy.go (v1.35).
import type { DaemonSet } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { controllerWarnings } from '../pod/warnings.ts';
import { admitDaemonSet, admitDaemonSetUpdate } from './admit.ts';
import { daemonSetColumns } from './columns.ts';
import { defaultDaemonSet } from './defaults.ts';
import { describeDaemonSet } from './describe.ts';
import { validateDaemonSet, validateDaemonSetStatus, validateDaemonSetUpdate } from './validate.ts';

export const daemonSetKind: KindDefinition<DaemonSet> = {
  resource: 'daemonsets',
  kind: 'DaemonSet',
  group: 'apps',
  version: 'v1',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  model: 'DaemonSet',
  generation: true,
  statusSubresource: true,
  defaults: defaultDaemonSet,
  admit: admitDaemonSet,
  admitUpdate: admitDaemonSetUpdate,
  validate: validateDaemonSet,
  validateUpdate: validateDaemonSetUpdate,
  validateStatus: validateDaemonSetStatus,
  warnings: (daemonSet, previous) => controllerWarnings('spec.template', daemonSet.spec?.template, daemonSet, previous),
  columns: daemonSetColumns,
  describe: describeDaemonSet,
};
