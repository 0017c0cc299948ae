// Models cel-go's ext/sets.go: lists as sets, for rules.
import { includesEqual } from './list-functions.ts';

export class CelSets {
  /** Whether all of `part` are in `whole`. */
  contains(whole: readonly unknown[], part: readonly unknown[]): boolean {
    return part.every((item) => includesEqual(whole, item));
  }

  intersects(a: readonly unknown[], b: readonly unknown[]): boolean {
    return a.some((item) => includesEqual(b, item));
  }
}
