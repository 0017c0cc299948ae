// Models pkg/registry/apps/controllerrevision/strategy.go (v1.35).
import type { ControllerRevision } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { controllerRevisionColumns } from './columns.ts';

import { describeControllerRevision } from './describe.ts';
import { validateControllerRevision, validateControllerRevisionUpdate } from './validate.ts';

export const controllerRevisionKind: KindDefinition<ControllerRevision> = {
  resource: 'controllerrevisions',
  kind: 'ControllerRevision',
  group: 'apps',
  version: 'v1',
  singular: 'controllerrevision',
  shortNames: [],
  categories: [],
  namespaced: true,
  model: 'ControllerRevision',
  generation: false,
  statusSubresource: false,
  defaults: () => undefined,
  validate: validateControllerRevision,
  validateUpdate: validateControllerRevisionUpdate,
  columns: controllerRevisionColumns,
  describe: describeControllerRevision,
};
