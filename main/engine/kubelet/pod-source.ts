// Where a Pod comes from: the API, or a file on the machine. A static Pod has a mirror in the API, by which it is seen.
import type { Pod } from '../api/generated/types.ts';
import { objectKey } from '../api/resources.ts';

const SOURCE = 'kubernetes.io/config.source';
export const MIRROR = 'kubernetes.io/config.mirror';
export const HASH = 'kubernetes.io/config.hash';

export const isStatic = (pod: Pod): boolean => pod.metadata?.annotations?.[SOURCE] === 'file' && !isMirror(pod);
export const isMirror = (pod: Pod): boolean => pod.metadata?.annotations?.[MIRROR] !== undefined;
export const uidOf = (pod: Pod): string => pod.metadata?.uid ?? '';
export const nameOf = (pod: Pod): string => pod.metadata?.name ?? '';
export const namespaceOf = (pod: Pod): string => pod.metadata?.namespace ?? '';
export const fullNameOf = (pod: Pod): string => objectKey(namespaceOf(pod), nameOf(pod));
