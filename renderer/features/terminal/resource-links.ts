// Names in a terminal that are things of the cluster: a click selects them.
import type { IBufferLine, ILink, ILinkProvider, Terminal } from '@xterm/xterm';
import type { EntityRef } from '../../scene/entity.ts';
import type { ClusterState } from '../../stores/cluster-state.ts';

/** A word as Kubernetes names things. */
const NAME = /[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/g;

/** What a name stands for; of several things of one name what is most often meant. */
export function entitiesByName({ nodes, services, workloads, pods }: ClusterState): ReadonlyMap<string, EntityRef> {
  const found = new Map<string, EntityRef>();
  for (const [key, { name }] of services) found.set(name, { kind: 'service', key });
  for (const [key, { name }] of workloads) found.set(name, { kind: 'workload', key });
  for (const [key] of nodes) found.set(key, { kind: 'node', key });
  for (const [key, { name }] of pods) found.set(name, { kind: 'pod', key });
  return found;
}

export interface FoundName {
  readonly name: string;
  /** Cells from the left of the line, from 0; the last one is inside. */
  readonly from: number;
  readonly to: number;
  readonly entity: EntityRef;
}

/** A line as text, and the cell in which each UTF-16 unit of it stands. */
export interface LineText {
  readonly text: string;
  readonly cells: readonly number[];
}

export function namesIn({ text, cells }: LineText, entities: ReadonlyMap<string, EntityRef>): readonly FoundName[] {
  return [...text.matchAll(NAME)].flatMap(({ 0: name, index }) => {
    const entity = entities.get(name);
    const [from, to] = [cells[index], cells[index + name.length - 1]];
    return entity && from !== undefined && to !== undefined ? [{ name, from, to, entity }] : [];
  });
}

export function linkProvider(
  terminal: Terminal,
  entities: () => ReadonlyMap<string, EntityRef>,
  onSelect: (entity: EntityRef) => void,
): ILinkProvider {
  return {
    provideLinks(y, callback) {
      const line = terminal.buffer.active.getLine(y - 1);
      const links = line ? namesIn(textOf(line), entities()).map((found) => linkOf(found, y, onSelect)) : [];
      callback(links.length > 0 ? links : undefined);
    },
  };
}

function textOf(line: IBufferLine): LineText {
  let text = '';
  const cells: number[] = [];
  for (let x = 0; x < line.length; x++) {
    const letters = line.getCell(x)?.getChars() ?? '';
    // The second cell of a wide letter holds nothing.
    const shown = letters === '' && line.getCell(x)?.getWidth() !== 0 ? ' ' : letters;
    text += shown;
    for (let unit = 0; unit < shown.length; unit++) cells.push(x);
  }
  return { text, cells };
}

function linkOf({ name, from, to, entity }: FoundName, y: number, onSelect: (entity: EntityRef) => void): ILink {
  return {
    text: name,
    range: { start: { x: from + 1, y }, end: { x: to + 1, y } },
    activate: () => {
      onSelect(entity);
    },
  };
}
