// A Pod's life as a list: its conditions one after another, and below each what happened while it lasted.
import type { LifeMoment } from '../../../preload/contract/calls.ts';
import type { LifeChange } from '../../../preload/contract/views.ts';

export interface LifeGroup {
  readonly change: LifeChange;
  /** How long it lasted, or lasts by `nowUs`; undefined for the end of all. */
  readonly lastedUs: number | undefined;
  readonly moments: readonly LifeMoment[];
}

export function lifeGroups(
  changes: readonly LifeChange[],
  moments: readonly LifeMoment[],
  nowUs: number,
): readonly LifeGroup[] {
  return changes.map((change, index) => {
    const next = changes[index + 1];
    const [from, to] = [index === 0 ? 0 : change.seq, next?.seq ?? Infinity];
    return {
      change,
      lastedUs: change.state === 'gone' ? undefined : Math.max(0, (next?.t ?? nowUs) - change.t),
      moments: moments.filter(({ seq }) => seq >= from && seq < to),
    };
  });
}
