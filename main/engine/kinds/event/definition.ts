// Models pkg/registry/core/event/strategy.go (v1.35).
import type { Event } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { eventColumns } from './columns.ts';
import { describeEvent } from './describe.ts';
import { eventsVersion } from './events-version.ts';
import { validateEvent } from './validate.ts';

export const eventKind: KindDefinition<Event> = {
  resource: 'events',
  kind: 'Event',
  group: '',
  version: 'v1',
  singular: 'event',
  shortNames: ['ev'],
  categories: [],
  namespaced: true,
  model: 'Event',
  generation: false,
  statusSubresource: false,
  defaults: () => undefined,
  validate: validateEvent,
  validateUpdate: () => [],
  columns: eventColumns,
  describe: describeEvent,
  versions: [eventsVersion],
};
