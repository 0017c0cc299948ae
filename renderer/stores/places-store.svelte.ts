import type { Point, Rect } from '../scene/geometry.ts';
import type { Places } from '../scene/stage/stage-view.ts';
import { mapOf } from './maps.ts';

export interface CameraView extends Point {
  /** Screen pixels a stage unit. */
  readonly k: number;
}

/** Where everything stands on the stage: the outline mirrors it, for screen readers and for tests. */
export class PlacesStore {
  places = $state.raw<Places>(mapOf());
  camera = $state.raw<CameraView>({ x: 0, y: 0, k: 1 });

  take(places: Places, camera: CameraView): void {
    this.places = places;
    this.camera = camera;
  }

  /** In CSS pixels of the stage element. */
  onScreen({ x, y, width, height }: Rect): Rect {
    const { camera } = this;
    return {
      x: camera.x + x * camera.k,
      y: camera.y + y * camera.k,
      width: width * camera.k,
      height: height * camera.k,
    };
  }
}
