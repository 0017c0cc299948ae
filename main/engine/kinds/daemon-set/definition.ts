// Models pkg/registry/apps/daemonset/strategy.go (v1.35).
import type { DaemonSet } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { daemonSetColumns } from './columns.ts';
import { defaultDaemonSet } from './defaults.ts';
import { describeDaemonSet } from './describe.ts';
import { validateDaemonSet, validateDaemonSetUpdate } from './validate.ts';

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
  admit: (daemonSet) => {
    daemonSet.status = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
    return undefined;
  },
  validate: validateDaemonSet,
  validateUpdate: validateDaemonSetUpdate,
  columns: daemonSetColumns,
  describe: describeDaemonSet,
};
