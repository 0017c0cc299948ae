// Models localStorageEviction in pkg/kubelet/eviction/eviction_manager.go (v1.35): a Pod that takes more of the disk than its
// volumes and containers may is evicted, however much is left.
import type { Pod } from '../../api/generated/types.ts';
import { formatBytes, unitsOf } from '../../api/quantity.ts';
import type { PodStorage } from '../../runtime/pod-storage.ts';
import { containersOf, initContainersOf } from '../container-state.ts';

const RESOURCE = 'ephemeral-storage';

/** Whether anything of the Pod's local storage is limited. */
export function limitsStorage({ spec }: Pod): boolean {
  if (spec?.volumes?.some(({ emptyDir }) => emptyDir?.sizeLimit !== undefined)) return true;
  return containersOf(spec).some(({ resources }) => resources?.limits?.[RESOURCE] !== undefined);
}

/** What a Pod is told that has gone beyond one of its limits; undefined when it keeps to them. */
export function storageExcess(pod: Pod, storage: PodStorage): string | undefined {
  return volumeExcess(pod, storage) ?? podExcess(pod, storage) ?? containerExcess(pod, storage);
}

function volumeExcess({ spec }: Pod, { volumes }: PodStorage): string | undefined {
  for (const { name, emptyDir } of spec?.volumes ?? []) {
    const limit = emptyDir?.sizeLimit;
    if (limit === undefined || unitsOf(limit) <= 0 || (volumes.get(name) ?? 0) <= unitsOf(limit)) continue;
    return `Usage of EmptyDir volume "${name}" exceeds the limit "${limit}". `;
  }
  return undefined;
}

/** The limits of all containers together, where one has any; init containers run one after the other. */
function podExcess({ spec }: Pod, { bytes }: PodStorage): string | undefined {
  const limits = containersOf(spec).flatMap(({ resources }) => resources?.limits?.[RESOURCE] ?? []);
  if (limits.length === 0) return undefined;
  const together = limits.reduce((sum, limit) => sum + unitsOf(limit), 0);
  const ofInits = initContainersOf(spec).map(({ resources }) => unitsOf(resources?.limits?.[RESOURCE]));
  const limit = Math.max(together, ...ofInits);
  if (bytes <= limit) return undefined;
  return `Pod ephemeral local storage usage exceeds the total limit of containers ${formatBytes(limit)}. `;
}

function containerExcess({ spec }: Pod, { containers }: PodStorage): string | undefined {
  for (const { name, resources } of containersOf(spec)) {
    const limit = resources?.limits?.[RESOURCE];
    if (limit === undefined || unitsOf(limit) === 0 || (containers.get(name) ?? 0) <= unitsOf(limit)) continue;
    return `Container ${name} exceeded its local ephemeral storage limit "${limit}". `;
  }
  return undefined;
}
