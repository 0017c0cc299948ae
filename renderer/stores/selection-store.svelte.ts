import type { EntityRef } from '../scene/entity.ts';

/** What the person looks at. Not saved. */
export class SelectionStore {
  selected = $state.raw<EntityRef | undefined>(undefined);
  inspectorOpen = $state(false);
  /** The tab that the inspector should show, when a menu asked for one. */
  wantedTab = $state<string | undefined>(undefined);
  /** What the table of rules is narrowed to. */
  wantedRule = $state('');
  /** The only namespace that is not dimmed, or empty for all. */
  namespace = $state('');

  /** What the stage should go to; each wish is an object of its own. */
  sought = $state.raw<{ readonly entity: EntityRef } | undefined>(undefined);

  /** Selects and opens the inspector. */
  inspect(entity: EntityRef, tab?: string): void {
    this.selected = entity;
    this.wantedTab = tab;
    this.inspectorOpen = true;
  }

  /** Brings something into view. */
  bring(entity: EntityRef): void {
    this.sought = { entity };
  }

  /** Shows a node's rules, of all of them those that name `text`. */
  showRules(node: string, text = ''): void {
    this.wantedRule = text;
    this.inspect({ kind: 'node', key: node }, 'rules');
  }

  clear(): void {
    this.selected = undefined;
    this.inspectorOpen = false;
  }
}
