import type { NodeView } from '../../../preload/contract/views.ts';

const byName = new Intl.Collator('en', { numeric: true });

/** The order in which nodes stand: control planes first, then by name. Sorted anew only when others are there. */
export class NodeOrder {
  private names: readonly string[] = [];

  of(nodes: ReadonlyMap<string, NodeView>): readonly NodeView[] {
    const known = this.names.flatMap((name) => nodes.get(name) ?? []);
    if (known.length === nodes.size && this.names.length === nodes.size && isInOrder(known)) return known;
    const sorted = [...nodes.values()].sort(
      (a, b) => Number(b.controlPlane) - Number(a.controlPlane) || byName.compare(a.name, b.name),
    );
    this.names = sorted.map(({ name }) => name);
    return sorted;
  }
}

/** Names that were sorted stay so; a role may have changed. */
function isInOrder(nodes: readonly NodeView[]): boolean {
  const workers = nodes.findIndex(({ controlPlane }) => !controlPlane);
  return workers < 0 || nodes.slice(workers).every(({ controlPlane }) => !controlPlane);
}
