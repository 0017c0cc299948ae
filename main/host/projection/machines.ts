// What records tell of the machines themselves, whatever the API believes of them.
import { type LinkPlace, type LinkState, MANIFESTS_FOLDER } from '../../../preload/contract/inputs.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { type MachineFacts, UNKNOWN_MACHINE } from './node-view.ts';

/** Sessions of earlier versions do not tell all of it. */
export type SavedMachines = readonly (readonly [node: string, facts: Partial<MachineFacts>])[];

export class Machines {
  readonly #facts: Map<string, MachineFacts>;

  constructor(saved: SavedMachines = []) {
    this.#facts = new Map(saved.map(([node, facts]) => [node, { ...UNKNOWN_MACHINE, ...facts }]));
  }

  of(node: string): MachineFacts {
    return this.#facts.get(node) ?? UNKNOWN_MACHINE;
  }

  /** Takes a record in, and names the machines that it changed. */
  fold(record: JournalRecord): readonly string[] {
    switch (record.type) {
      case 'node-powered':
        return this.#set(
          record.node,
          record.on ? { powered: true } : { powered: false, components: [], rules: undefined },
        );
      case 'link-changed':
        return this.#linkChanged(record, record.link);
      case 'input-accepted':
        // No other record tells of what somebody put on a disk.
        return record.input.type === 'disk-fill'
          ? this.#set(record.input.node, { diskFilled: record.input.share })
          : [];
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
        return [];
    }
  }

  save(): SavedMachines {
    return [...this.#facts];
  }

  /** A way between two machines is a matter of both. */
  #linkChanged({ node, peer }: LinkPlace, cable: LinkState): readonly string[] {
    if (peer === undefined) return this.#set(node, { cable });
    const ways = (here: string, there: string) => ({ ways: withWay(this.of(here).ways, there, cable) });
    return [...this.#set(node, ways(node, peer)), ...this.#set(peer, ways(peer, node))];
  }

  #fileChanged(node: string, path: string, isThere: boolean): readonly string[] {
    const file = path.slice(MANIFESTS_FOLDER.length + 1);
    if (!path.startsWith(`${MANIFESTS_FOLDER}/`) || file.includes('/')) return [];
    const others = this.of(node).manifestsAway.filter((name) => name !== file);
    return this.#set(node, { manifestsAway: isThere ? others : [...others, file] });
  }

  #without({ node, component }: { node: string; component: string }): readonly string[] {
    return this.of(node).components.filter((name) => name !== component);
  }

  #set(node: string, change: Partial<MachineFacts>): readonly string[] {
    this.#facts.set(node, { ...this.of(node), ...change });
    return [node];
  }
}

/** A way that is as good as any other needs no mention. */
function withWay(ways: MachineFacts['ways'], peer: string, link: LinkState): MachineFacts['ways'] {
  const others = ways.filter((way) => way.peer !== peer);
  return link.up && link.delayUs === 0 && link.loss === 0 ? others : [...others, { peer, ...link }];
}
