import type { KubeObject } from '../../../preload/contract/objects.ts';

/** The number that is written in an annotation; undefined where there is none. */
export function annotatedNumber({ metadata }: KubeObject, key: string): number | undefined {
  const text = metadata?.annotations?.[key];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
