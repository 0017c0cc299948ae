// Models pkg/registry/core/configmap/strategy.go and pkg/printers/internalversion/printers.go (v1.35).
import type { ConfigMap } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { describeConfigMap } from './describe.ts';
import { validateConfigMap, validateConfigMapUpdate } from './validate.ts';

export const configMapKind: KindDefinition<ConfigMap> = {
  resource: 'configmaps',
  kind: 'ConfigMap',
  group: '',
  version: 'v1',
  singular: 'configmap',
  shortNames: ['cm'],
  categories: [],
  namespaced: true,
  model: 'ConfigMap',
  generation: false,
  statusSubresource: false,
  defaults: () => undefined,
  validate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
  columns: [nameColumn, { name: 'Data', priority: 0, cell: keyCount }, ageColumn],
  describe: describeConfigMap,
};

function keyCount({ data, binaryData }: ConfigMap): string {
  return String(Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length);
}
