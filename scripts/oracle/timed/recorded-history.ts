import type { Run } from './chance-text.ts';
import type { Seen } from './seen.ts';
import type { Recording } from './timed-case.ts';

/** What a recording tells, in its order. */
export function recordedHistory({ timeline }: Recording): readonly Seen[] {
  return timeline.map(({ t, kind, name, what, state }) => ({ t, kind, name, state, isDeleted: what === 'DELETED' }));
}

export function recordedRun({ namespace, generated }: Recording, inputs: string): Run {
  return { namespace, generated: new Map(Object.entries(generated)), inputs };
}
