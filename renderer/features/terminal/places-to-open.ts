import type { TerminalPlace } from '../../../preload/contract/terminals.ts';
import type { PodView } from '../../../preload/contract/views.ts';
import type { Stores } from '../../stores/stores.ts';

/** Where a shell can be opened from the panel: outside, at each node that runs, and in the Pod that is selected. */
export function placesToOpen({ cluster, selection }: Stores): readonly TerminalPlace[] {
  const { nodes, pods } = cluster.state;
  const running = [...nodes.values()].filter(({ powered }) => powered);
  const selected = selection.selected?.kind === 'pod' ? pods.get(selection.selected.key) : undefined;
  return [
    { kind: 'outside' },
    ...running.map(({ name }): TerminalPlace => ({ kind: 'node', node: name })),
    ...(selected ? shellsIn(selected) : []),
  ];
}

/** The containers of a Pod that run. */
export function shellsIn({ namespace, name, containers }: PodView): readonly Extract<TerminalPlace, { kind: 'pod' }>[] {
  return containers
    .filter(({ state }) => state === 'running')
    .map((container) => ({ kind: 'pod', namespace, pod: name, container: container.name }));
}
