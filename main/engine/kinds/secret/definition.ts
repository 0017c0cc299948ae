// Models pkg/registry/core/secret/strategy.go (v1.35).
import type { Secret } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { secretColumns } from './columns.ts';
import { defaultSecret } from './defaults.ts';
import { describeSecret } from './describe.ts';
import { validateSecret, validateSecretUpdate } from './validate.ts';

export const secretKind: KindDefinition<Secret> = {
  resource: 'secrets',
  kind: 'Secret',
  group: '',
  version: 'v1',
  singular: 'secret',
  shortNames: [],
  categories: [],
  namespaced: true,
  model: 'Secret',
  generation: false,
  statusSubresource: false,
  defaults: defaultSecret,
  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
  columns: secretColumns,
  describe: describeSecret,
};
