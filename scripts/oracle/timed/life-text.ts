// One object's history as it is told where it differs from the recorded one.
import type { LifeVerdict } from '../verdict.ts';

type Entry = LifeVerdict['entries'][number];

/**
 * The whole history with its times: `-` for what was recorded and did not happen here, `!` for what happened at another
 * time, `+` for what no recording shows. Nothing when all is as it was recorded.
 */
export function lifeText({ key, entries, surplus }: LifeVerdict): readonly string[] {
  if (surplus.length === 0 && entries.every(({ isWithin }) => isWithin)) return [];
  const told = entries.map((entry) => ({ at: entry.times[0] ?? 0, line: entryText(entry) }));
  const besides = surplus.map(({ t, what }) => ({
    at: t,
    line: `    + ${' '.repeat(22)} here ${seconds(t)}  ${what}`,
  }));
  const lines = [...told, ...besides].sort((a, b) => a.at - b.at).map(({ line }) => line);
  return [`\n--- ${key}   (- recorded only, ! at another time, + here only)`, ...lines];
}

function entryText({ times, seenAt, what, isWithin }: Entry): string {
  const mark = seenAt === undefined ? '-' : isWithin ? ' ' : '!';
  const recorded = times.map((time) => time.toFixed(1)).join(' ');
  return `    ${mark} ${recorded.padEnd(22)} here ${seenAt === undefined ? '-'.padStart(7) : seconds(seenAt)}  ${what}`;
}

function seconds(t: number): string {
  return t.toFixed(2).padStart(7);
}
