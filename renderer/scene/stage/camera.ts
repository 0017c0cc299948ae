// Zoom and pan. Until the person takes the camera it shows everything, also when the window or the cluster grows.
import { easeCubicOut, interpolateZoom, select, zoom, zoomIdentity, type ZoomTransform } from 'd3';
import { durationsMs } from '../../theme/tokens.ts';
import type { Point, Rect } from '../geometry.ts';
import { fitMax, margin } from './shape.ts';

export interface Camera {
  readonly transform: ZoomTransform;
  readonly toStage: (screen: Point) => Point;
  /** What is in sight, in stage units. */
  sight(): Rect;
  /** Tells how large the window on the stage is, and what there is to be seen; `refit` when that is another picture. */
  frame(size: { readonly width: number; readonly height: number }, bounds: Rect, refit: boolean): void;
  fit(): void;
  zoomBy(factor: number): void;
  zoomTo(rect: Rect): void;
  destroy(): void;
}

export interface CameraCallbacks {
  onMove(transform: ZoomTransform): void;
  /** False for gestures that belong to something else, such as a drag of a board. */
  accepts(event: MouseEvent | WheelEvent | TouchEvent): boolean;
  onMotion(): () => void;
}

const scaleMin = 0.01;
const scaleMax = 6;

export function createCamera(element: HTMLElement, callbacks: CameraCallbacks): Camera {
  let transform = zoomIdentity;
  let size = { width: 1, height: 1 };
  let bounds: Rect = { x: 0, y: 0, width: 1, height: 1 };
  let taken = false;
  let flight: number | undefined;
  let endMotion: (() => void) | undefined;

  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent([scaleMin, scaleMax])
    .filter((event: MouseEvent | WheelEvent | TouchEvent) => callbacks.accepts(event))
    .on('zoom', (event: { readonly transform: ZoomTransform; readonly sourceEvent: unknown }) => {
      if (event.sourceEvent !== null) {
        taken = true;
        stop();
      }
      transform = event.transform;
      callbacks.onMove(transform);
    });
  const selection = select(element).call(behaviour).on('dblclick.zoom', null);

  function set(next: ZoomTransform): void {
    behaviour.transform(selection, next);
  }

  function stop(): void {
    if (flight !== undefined) cancelAnimationFrame(flight);
    flight = undefined;
    endMotion?.();
    endMotion = undefined;
  }

  /** Along the smooth path of van Wijk, in a third of a second. */
  function fly(target: ZoomTransform): void {
    stop();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      set(target);
      return;
    }
    const path = interpolateZoom(viewOf(transform, size), viewOf(target, size));
    const startMs = performance.now();
    endMotion = callbacks.onMotion();
    const frame = (nowMs: number): void => {
      const share = Math.min(1, Math.max(0, (nowMs - startMs) / durationsMs.camera));
      if (share === 1) {
        set(target);
        stop();
        return;
      }
      set(transformOf(path(easeCubicOut(share)), size));
      flight = requestAnimationFrame(frame);
    };
    flight = requestAnimationFrame(frame);
  }

  return {
    get transform() {
      return transform;
    },
    toStage: ({ x, y }) => ({ x: transform.invertX(x), y: transform.invertY(y) }),
    sight: () => ({
      x: transform.invertX(0),
      y: transform.invertY(0),
      width: size.width / transform.k,
      height: size.height / transform.k,
    }),
    frame(nextSize, nextBounds, refit) {
      const resized = nextSize.width !== size.width || nextSize.height !== size.height;
      size = nextSize;
      bounds = nextBounds;
      // Something dragged to the edge must not make everything else move.
      if (taken || !(resized || refit)) return;
      // The picture takes another shape with the window at once; a flight would be a second movement.
      if (resized) set(fitting(bounds, size));
      else fly(fitting(bounds, size));
    },
    fit() {
      taken = false;
      fly(fitting(bounds, size));
    },
    zoomBy(factor) {
      taken = true;
      behaviour.scaleBy(selection, factor, [size.width / 2, size.height / 2]);
    },
    zoomTo(rect) {
      taken = true;
      fly(fitting(rect, size, 2.4));
    },
    destroy() {
      stop();
      selection.on('.zoom', null);
    },
  };
}

function fitting(rect: Rect, size: { readonly width: number; readonly height: number }, most = fitMax): ZoomTransform {
  const scale = Math.min(most, (size.width - 2 * margin) / rect.width, (size.height - 2 * margin) / rect.height);
  const k = Math.max(scaleMin, scale);
  return zoomIdentity
    .translate(size.width / 2 - (rect.x + rect.width / 2) * k, size.height / 2 - (rect.y + rect.height / 2) * k)
    .scale(k);
}

type ZoomView = [x: number, y: number, width: number];

function viewOf(transform: ZoomTransform, size: { readonly width: number; readonly height: number }): ZoomView {
  return [transform.invertX(size.width / 2), transform.invertY(size.height / 2), size.width / transform.k];
}

function transformOf(
  [x, y, width]: ZoomView,
  size: { readonly width: number; readonly height: number },
): ZoomTransform {
  const k = size.width / width;
  return zoomIdentity.translate(size.width / 2 - x * k, size.height / 2 - y * k).scale(k);
}
