import type { MessageKey } from '../../i18n/translate.ts';
import type { EntityRef } from '../../scene/entity.ts';

export type TabName = 'why' | 'describe' | 'yaml' | 'events' | 'life' | 'run' | 'requests' | 'spread' | 'rules';

export const tabKeys = {
  why: 'inspector.why',
  describe: 'inspector.describe',
  yaml: 'inspector.yaml',
  events: 'inspector.events',
  life: 'inspector.life',
  run: 'inspector.run',
  requests: 'inspector.requests',
  spread: 'inspector.spread',
  rules: 'inspector.rules',
} as const satisfies Record<TabName, MessageKey>;

/** The most asked first. A client is nothing that the API knows: there is nothing to describe. */
export function tabsFor(kind: EntityRef['kind']): readonly TabName[] {
  switch (kind) {
    case 'pod':
      return ['why', 'describe', 'yaml', 'events', 'life', 'run'];
    case 'node':
      return ['why', 'describe', 'yaml', 'events', 'rules'];
    case 'service':
    case 'workload':
      return ['why', 'describe', 'yaml', 'events'];
    case 'client':
      return ['why', 'requests', 'spread'];
  }
}
