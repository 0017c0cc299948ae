// Durations as commands take them.
import { MINUTE, SECOND } from '../../../kernel/time.ts';

const UNITS_US: Readonly<Record<string, number>> = {
  '': SECOND,
  s: SECOND,
  m: MINUTE,
  h: 60 * MINUTE,
  d: 1440 * MINUTE,
};

/** A duration as `sleep` and `timeout` take it: `5`, `0.5`, `2m`, `infinity`; undefined when it is none. */
export function durationUs(text: string): number | undefined {
  if (text === 'infinity' || text === 'inf') return Infinity;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  return match ? Math.round(Number(match[1]) * (UNITS_US[match[2] ?? ''] ?? SECOND)) : undefined;
}
