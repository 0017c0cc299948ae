// Models how pkg/kubelet/images/image_gc_manager.go (v1.35) finds the images that may go.
import { parseImageName } from '../../runtime/catalogue.ts';
import type { Machine } from '../../runtime/machine.ts';

/** Removes images that no container was made from, the oldest first, until so many bytes are free; returns how many are. */
export function removeUnusedImages(machine: Machine, bytesToFree = Infinity): number {
  const used = new Set(
    machine.pods().flatMap(({ containers }) => containers.map(({ image }) => parseImageName(image).full)),
  );
  let freed = 0;
  for (const { name, sizeBytes } of machine.images.list()) {
    if (freed >= bytesToFree) break;
    if (used.has(name)) continue;
    machine.images.remove(name);
    freed += sizeBytes;
  }
  return freed;
}
