// Where a Pod comes from: the API, or a file on the machine. A static Pod has a mirror in the API, by which it is seen.
import type { Pod } from '../api/generated/types.ts';
import { objectKey } from '../api/resources.ts';

const SOURCE = 'kubernetes.io/config.source';
export const MIRROR = 'kubernetes.io/config.mirror';
export const HASH = 'kubernetes.io/config.hash';

export const isStatic = (pod: Pod): boolean => pod.metadata?.annotations?.[SOURCE] === 'file' && !isMirror(pod);
export const isMirror = (pod: Pod): boolean => pod.metadata?.annotations?.[MIRROR] !== undefined;
/** Whether the mirror is that of the static Pod with this UID, which is its hash. */
export const isMirrorOf = (mirror: Pod, uid: string): boolean => mirror.metadata?.annotations?.[MIRROR] === uid;
/** The UID by which the machine knows a Pod of the API: of a mirror that of the static Pod it stands for. */
export const runtimeUidOf = (pod: Pod): string => pod.metadata?.annotations?.[MIRROR] ?? uidOf(pod);
export const uidOf = (pod: Pod): string => pod.metadata?.uid ?? '';
export const nameOf = (pod: Pod): string => pod.metadata?.name ?? '';
export const namespaceOf = (pod: Pod): string => pod.metadata?.namespace ?? '';
export const fullNameOf = (pod: Pod): string => objectKey(namespaceOf(pod), nameOf(pod));

/** A Pod as the kubelet's messages name it. */
export const podText = (pod: Pod): string => `${nameOf(pod)}_${namespaceOf(pod)}(${uidOf(pod)})`;
