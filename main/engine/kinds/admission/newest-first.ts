import type { KubeObject } from '../../../../preload/contract/objects.ts';

/** Orders objects by their age, the newest first; those of one second by their names. */
export function newestFirst({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  const [left = '', right = ''] = [a?.creationTimestamp, b?.creationTimestamp];
  if (left !== right) return left < right ? 1 : -1;
  return (a?.name ?? '') < (b?.name ?? '') ? -1 : 1;
}
