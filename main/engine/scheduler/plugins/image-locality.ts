// Models pkg/scheduler/framework/plugins/imagelocality/image_locality.go (v1.35).
import { normalizedImage } from '../node-info.ts';
import { POINTS_MAX, type ScorePlugin } from '../plugin.ts';

const MEGABYTE = 2 ** 20;
const SIZE_MIN = 23 * MEGABYTE;
/** For each container. */
const SIZE_MAX = 1000 * MEGABYTE;

/** The more bytes of the Pod's images a node has already the better; images that few nodes have count for less. */
export const imageLocality: ScorePlugin = {
  name: 'ImageLocality',
  weight: 1,
  score({ pod }, { images }, view) {
    const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
    let bytes = 0;
    for (const { image = '' } of containers) {
      const name = normalizedImage(image);
      const size = images.get(name);
      if (size) bytes += Math.trunc(size * ((view.imageCounts.get(name) ?? 0) / view.nodes.length));
    }
    const most = SIZE_MAX * containers.length;
    const counted = Math.min(Math.max(bytes, SIZE_MIN), most);
    return Math.floor((POINTS_MAX * (counted - SIZE_MIN)) / (most - SIZE_MIN));
  },
};
