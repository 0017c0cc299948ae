// Models pkg/registry/core/limitrange/strategy.go (v1.35).
import type { LimitRange } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { createdAtColumn, nameColumn } from '../columns.ts';
import { defaultLimitRange } from './defaults.ts';
import { describeLimitRange } from './describe.ts';
import { validateLimitRange } from './validate.ts';

export const limitRangeKind: KindDefinition<LimitRange> = {
  resource: 'limitranges',
  kind: 'LimitRange',
  group: '',
  version: 'v1',
  singular: 'limitrange',
  shortNames: ['limits'],
  categories: [],
  namespaced: true,
  model: 'LimitRange',
  generation: false,
  statusSubresource: false,
  defaults: defaultLimitRange,
  validate: validateLimitRange,
  validateUpdate: () => [],
  columns: [nameColumn, createdAtColumn],
  describe: describeLimitRange,
};
