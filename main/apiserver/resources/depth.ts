// How deep a body may go: what reads and writes values calls itself for each level, and the stack has an end.
import { badRequest } from '../../engine/api/status.ts';
import { Refusal } from '../http/refusal.ts';

/** Lists and objects in one another; no kind comes near. */
export const DEPTH_MAX = 500;

/** The value itself. Throws Refusal when it is too deep, as one that holds itself is. */
export function shallow<T>(value: T): T {
  let level = new Set<unknown>([value]);
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth >= DEPTH_MAX) throw new Refusal(badRequest('the object provided is unrecognized: exceeded max depth'));
    level = heldBy(level);
  }
  return value;
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
