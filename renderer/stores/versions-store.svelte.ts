import type { PodView } from '../../preload/contract/views.ts';
import { mainImage } from '../scene/stage/draw-pod.ts';
import { isSystem } from '../scene/stage/system-namespaces.ts';
import { mapOf, union } from './maps.ts';
import { versionColours, type ThemeName } from '../theme/tokens.ts';

/** Remembers in which order images were first seen, so that a version keeps its colour. */
export class VersionsStore {
  images = $state.raw<readonly string[]>([]);

  take(pods: Iterable<PodView>): void {
    this.images = union(this.images, imagesOf(pods));
  }

  forget(): void {
    this.images = [];
  }

  colours(theme: ThemeName): ReadonlyMap<string, string> {
    const colours = versionColours[theme];
    return mapOf(this.images.map((image, index) => [image, colours[index % colours.length] ?? ''] as const));
  }
}

function* imagesOf(pods: Iterable<PodView>): Iterable<string> {
  for (const pod of pods) {
    const image = isSystem(pod.namespace) ? undefined : mainImage(pod);
    if (image !== undefined) yield image;
  }
}
