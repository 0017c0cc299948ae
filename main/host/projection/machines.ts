// What records tell of the machines themselves, whatever the API believes of them.
import { MANIFESTS_FOLDER } from '../../../preload/contract/inputs.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { type MachineFacts, UNKNOWN_MACHINE } from './node-view.ts';

export type SavedMachines = readonly (readonly [node: string, facts: MachineFacts])[];

export class Machines {
  readonly #facts: Map<string, MachineFacts>;

  constructor(saved: SavedMachines = []) {
    this.#facts = new Map(saved);
  }

  of(node: string): MachineFacts {
    return this.#facts.get(node) ?? UNKNOWN_MACHINE;
  }

  /** Takes a record in, and names the machine that it changed. */
  fold(record: JournalRecord): string | undefined {
    switch (record.type) {
      case 'node-powered':
        return this.#set(
          record.node,
          record.on ? { powered: true } : { powered: false, components: [], rules: undefined },
        );
      case 'component-started':
        return this.#set(record.node, { components: [...this.#without(record), record.component] });
      case 'component-stopped':
        return this.#set(record.node, { components: this.#without(record) });
      case 'rules-synced': {
        const { t: syncedUs, services, endpoints, rules } = record;
        return this.#set(record.node, { rules: { syncedUs, services, endpoints, rules } });
      }
      case 'file-changed':
        return this.#fileChanged(record.node, record.path, record.text !== undefined);
      default:
        return undefined;
    }
  }

  save(): SavedMachines {
    return [...this.#facts];
  }

  #fileChanged(node: string, path: string, isThere: boolean): string | undefined {
    const file = path.slice(MANIFESTS_FOLDER.length + 1);
    if (!path.startsWith(`${MANIFESTS_FOLDER}/`) || file.includes('/')) return undefined;
    const others = this.of(node).manifestsAway.filter((name) => name !== file);
    return this.#set(node, { manifestsAway: isThere ? others : [...others, file] });
  }

  #without({ node, component }: { node: string; component: string }): readonly string[] {
    return this.of(node).components.filter((name) => name !== component);
  }

  #set(node: string, change: Partial<MachineFacts>): string {
    this.#facts.set(node, { ...this.of(node), ...change });
    return node;
  }
}
