// Models staging/src/k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition/strategy.go (v1.35).
import type { CustomResourceDefinition } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { createdAtColumn, nameColumn } from '../columns.ts';
import { defaultCustomResourceDefinition } from './defaults.ts';
import { describeGenerically } from '../generic-description.ts';
import { unknownFormats } from './warnings.ts';
import { validateCustomResourceDefinition, validateCustomResourceDefinitionUpdate } from './validate.ts';

export const customResourceDefinitionKind: KindDefinition<CustomResourceDefinition> = {
  resource: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  group: 'apiextensions.k8s.io',
  version: 'v1',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  model: 'CustomResourceDefinition',
  generation: true,
  statusSubresource: true,
  defaults: defaultCustomResourceDefinition,
  admit: (definition) => {
    const stored = definition.spec.versions.filter(({ storage }) => storage).map(({ name }) => name);
    definition.status = { acceptedNames: { kind: '', plural: '' }, conditions: [], storedVersions: stored };
    return undefined;
  },
  admitUpdate: (definition) => {
    const stored = definition.spec.versions.filter(({ storage }) => storage).map(({ name }) => name);
    const kept = definition.status?.storedVersions ?? [];
    const storedVersions = [...kept, ...stored.filter((name) => !kept.includes(name))];
    definition.status = { ...definition.status, storedVersions };
    return undefined;
  },
  validate: validateCustomResourceDefinition,
  validateUpdate: validateCustomResourceDefinitionUpdate,
  warnings: unknownFormats,
  columns: [nameColumn, createdAtColumn],
  describe: describeGenerically,
};
