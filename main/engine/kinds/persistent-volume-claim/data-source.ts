import type { TypedLocalObjectReference } from '../../api/generated/types.ts';

/** What a claim's volume is filled from, title and value parted by a tab. */
export function dataSourceLines({ apiGroup, kind, name }: TypedLocalObjectReference): string[] {
  return [...(apiGroup === undefined ? [] : [`APIGroup:\t${apiGroup}`]), `Kind:\t${kind}`, `Name:\t${name}`];
}
