// Orders that do not depend on the machine.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { keyOf } from './resources.ts';

/** By UTF-16 code units, as etcd's keys are ordered for ASCII. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byKey = (a: KubeObject, b: KubeObject): number => compareText(keyOf(a), keyOf(b));
