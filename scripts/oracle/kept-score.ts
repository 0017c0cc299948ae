// The score that has been reached, area by area: what comes below it has been lost.
import kept from './score.json' with { type: 'json' };
import type { AreaScore, TotalScore } from './score.ts';

/** What is worse than the score kept in `score.json`, a sentence each; nothing when all is held. */
export function lostSince({ areas, steps, entries }: TotalScore): readonly string[] {
  const before: Readonly<Record<string, AreaScore>> = kept.areas;
  const lost = Object.entries(before).flatMap(([area, old]) => {
    const now = areas[area];
    if (!now) return [`${area}: no case was played`];
    return [
      ...(now.identical < old.identical ? [`${area}: ${now.identical} steps identical, ${old.identical} before`] : []),
      ...(now.within < old.within ? [`${area}: ${now.within} changes within, ${old.within} before`] : []),
    ];
  });
  const counted = steps === kept.steps && entries === kept.entries;
  return counted
    ? lost
    : [...lost, `${steps} steps and ${entries} changes were counted, ${kept.steps} and ${kept.entries} before`];
}
