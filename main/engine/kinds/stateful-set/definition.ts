// Models pkg/registry/apps/statefulset/strategy.go (v1.35).
import type { StatefulSet } from '../../api/generated/types.ts';
import { labelFaults } from '../../api/metadata.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { statefulSetColumns } from './columns.ts';
import { defaultStatefulSet } from './defaults.ts';
import { describeStatefulSet } from './describe.ts';
import { validateStatefulSet, validateStatefulSetStatus, validateStatefulSetUpdate } from './validate.ts';
import { statefulSetWarnings } from './warnings.ts';

export const statefulSetKind: KindDefinition<StatefulSet> = {
  resource: 'statefulsets',
  kind: 'StatefulSet',
  group: 'apps',
  version: 'v1',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  model: 'StatefulSet',
  generation: true,
  statusSubresource: true,
  defaults: defaultStatefulSet,
  admit: (object) => {
    object.status = { availableReplicas: 0, replicas: 0 };
    return undefined;
  },
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  validateStatus: validateStatefulSetStatus,
  warnings: statefulSetWarnings,
  nameFaults: labelFaults,
  columns: statefulSetColumns,
  describe: describeStatefulSet,
};
