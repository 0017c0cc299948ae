import type { EntityRef } from '../scene/entity.ts';

/** What the person looks at. Not saved. */
export class SelectionStore {
  selected = $state.raw<EntityRef | undefined>(undefined);
  inspectorOpen = $state(false);
  /** The tab that the inspector should show, when a menu asked for one. */
  wantedTab = $state<string | undefined>(undefined);
  /** The only namespace that is not dimmed, or empty for all. */
  namespace = $state('');

  /** Selects and opens the inspector. */
  inspect(entity: EntityRef, tab?: string): void {
    this.selected = entity;
    this.wantedTab = tab;
    this.inspectorOpen = true;
  }

  clear(): void {
    this.selected = undefined;
    this.inspectorOpen = false;
  }
}
