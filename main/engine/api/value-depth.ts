// How deep a value may go: what reads and writes values calls itself for each level, and the stack has an end.

/** Lists and objects in one another; no kind comes near. */
export const DEPTH_MAX = 500;
/** What is said of a value that goes deeper. */
export const TOO_DEEP = 'the object provided is unrecognized: exceeded max depth';

/** Whether a value goes deeper than `DEPTH_MAX`, as one that holds itself does. */
export function isTooDeep(value: unknown): boolean {
  let level = new Set<unknown>([value]);
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth >= DEPTH_MAX) return true;
    level = heldBy(level);
  }
  return false;
}

/** The lists and objects one level down; what is there twice counts once. */
function heldBy(level: ReadonlySet<unknown>): Set<unknown> {
  const held = new Set<unknown>();
  for (const holder of level) {
    if (!isHolder(holder)) continue;
    for (const value of Object.values(holder)) if (isHolder(value)) held.add(value);
  }
  return held;
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;
