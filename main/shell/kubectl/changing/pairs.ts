// Models GetResourcesAndPairs and ParsePairs of staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.35): arguments
// such as `pods web a=b c-`.
import { PlainError } from '../errors/errors.ts';

export interface SplitArguments {
  readonly resources: readonly string[];
  readonly pairs: readonly string[];
}

/** Parts the arguments before the first pair from the pairs. Throws PlainError when another resource follows. */
export function splitPairs(args: readonly string[], what: string): SplitArguments {
  const first = args.findIndex(isPair);
  if (first < 0) return { resources: args, pairs: [] };
  const [resources, pairs] = [args.slice(0, first), args.slice(first)];
  const stray = pairs.find((arg) => !isPair(arg));
  if (stray === undefined) return { resources, pairs };
  throw new PlainError(`all resources must be specified before ${what} changes: ${stray}`);
}

const isPair = (arg: string): boolean => isAssignment(arg) || isRemoval(arg);
const isAssignment = (arg: string): boolean => arg.indexOf('=') > 0;
const isRemoval = (arg: string): boolean => arg.endsWith('-') && arg !== '-';

export interface Pairs {
  readonly assigned: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
}

/** Reads `a=b` and, where they can be removed, `c-`. Throws PlainError for what is neither. */
export function parsePairs(pairs: readonly string[], what: string, removable: boolean): Pairs {
  const assigned = new Map<string, string>();
  const removed: string[] = [];
  const faulty: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals > 0) assigned.set(pair.slice(0, equals), pair.slice(equals + 1));
    else if (removable && isRemoval(pair)) removed.push(pair.slice(0, -1));
    else faulty.push(pair);
  }
  if (faulty.length > 0) throw new PlainError(`invalid ${what} format: ${faulty.join(', ')}`);
  return { assigned, removed };
}
