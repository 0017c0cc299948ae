// What a person is told before anything is made.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Addition, ImportPreview, KindCount, LeftOut, LeftOutReason } from '../../../preload/contract/transfer.ts';
import type { MachineSpec } from '../../engine/preset.ts';
import { titleOf } from './identity.ts';

const EXAMPLES_MAX = 3;

export interface Planned {
  readonly files: number;
  readonly taken: readonly { readonly object: KubeObject }[];
  readonly added: readonly KubeObject[];
  readonly leftOut: readonly { readonly reason: LeftOutReason; readonly object: KubeObject }[];
  readonly machines: readonly MachineSpec[];
}

export function previewOf({ files, taken, added, leftOut, machines }: Planned): ImportPreview {
  return {
    files,
    objects: byKind(taken.map(({ object }) => object)).map(({ kind, count }) => ({ kind, count })),
    nodes: machines.map(({ name, cpu, memory }) => ({ name, cpu, memory })),
    leftOut: leftOutByReason(leftOut),
    added: byKind(added),
  };
}

function leftOutByReason(leftOut: Planned['leftOut']): readonly LeftOut[] {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))];
  return reasons.flatMap((reason) => {
    const objects = leftOut.flatMap((one) => (one.reason === reason ? [one.object] : []));
    return byKind(objects).map((group) => ({ reason, ...group }));
  });
}

/** The most frequent first. */
function byKind(objects: readonly KubeObject[]): readonly (KindCount & Addition)[] {
  const groups = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const kind = object.kind ?? '';
    const group = groups.get(kind) ?? [];
    group.push(object);
    groups.set(kind, group);
  }
  return [...groups]
    .map(([kind, group]) => ({ kind, count: group.length, examples: group.slice(0, EXAMPLES_MAX).map(titleOf) }))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}
