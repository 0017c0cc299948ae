// The stage: two layers of canvas (what stands, what moves), the camera, and the gestures. It knows no stores: a view
// comes in by `update`, gestures go out by callbacks.
import type { RequestView } from '../../../preload/contract/views.ts';
import { palettes } from '../../theme/tokens.ts';
import { createSurface, frameLoop } from '../canvas.ts';
import type { EntityRef } from '../entity.ts';
import { around, type Point, type Rect } from '../geometry.ts';
import { forgetMeasures } from '../text.ts';
import { atRest } from './at-rest.ts';
import { createCamera } from './camera.ts';
import { attachDragging } from './dragging.ts';
import { drawStage } from './draw-stage.ts';
import { FleetPicture } from './fleet-picture.ts';
import { entityAt, layoutKey, placesOf, rectOf, whyAt } from './hit.ts';
import { MovingPicture } from './moving-picture.ts';
import { neighbour, type Direction } from './neighbours.ts';
import type { Pen } from './pen.ts';
import { attachPointing } from './pointing.ts';
import type { Shape } from './shape.ts';
import { buildModel, createMemory, type StageModel } from './stage-model.ts';
import type { StageLayout } from './stage-layout.ts';
import { differenceOf, type Places, type StageCallbacks, type StageView } from './stage-view.ts';

export interface Stage {
  update(view: StageView): void;
  /** Requests that have just finished: they move once over the stage. */
  play(requests: readonly RequestView[], leftOut: number): void;
  /** Another moment is shown: what was under way is not any more. */
  stopTraffic(): void;
  places(): Places;
  camera(): Point & { readonly k: number };
  neighbour(from: string | undefined, direction: Direction): string | undefined;
  fit(): void;
  zoomBy(factor: number): void;
  zoomTo(entity: EntityRef): void;
  destroy(): void;
}

/** Those who mirror the places of more nodes than this cannot keep up with the camera: they are told when it rests. */
const mirroredMax = 100;
const restMs = 120;

export function createStage(element: HTMLElement, callbacks: StageCallbacks): Stage {
  const still = createSurface(element);
  const moving = createSurface(element);
  const memory = createMemory();
  const picture = new MovingPicture();
  const fleet = new FleetPicture();
  let view: StageView | undefined;
  let model: StageModel | undefined;
  let hovered: EntityRef | undefined;
  let dragged: { readonly key: string; readonly to: Point } | undefined;
  let raised: string | undefined;
  let boardNames = '';
  /** Whether what was drawn last changes with time. */
  let timed = false;

  const camera = createCamera(element, {
    accepts: (event) => {
      if (event.type === 'wheel') return true;
      const at = 'clientX' in event ? event : event.touches[0];
      return !at || (!('button' in event && event.button !== 0) && draggable(pointOf(at)) === undefined);
    },
    onMove: ({ k }) => {
      redraw();
      callbacks.onZoom(k);
      if (model && model.boards.size > mirroredMax) resting.request();
      else callbacks.onPlaces();
    },
    onMotion: () => callbacks.onMotion(),
  });
  const resting = atRest(
    restMs,
    () => callbacks.onPlaces(),
    () => callbacks.onMotion(),
  );
  const stillLoop = frameLoop(() => {
    drawStill();
    return false;
  });
  const movingLoop = frameLoop(drawMoving);

  function redraw(): void {
    stillLoop.request();
    movingLoop.request();
  }

  function pointOf({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point {
    const box = element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  function at(screen: Point): EntityRef | undefined {
    return model && entityAt(model, camera.toStage(screen), raised);
  }

  /** What a drag from there moves; Pods stay in their places. */
  function draggable(screen: Point): EntityRef | undefined {
    const entity = at(screen);
    return entity && layoutKey(entity) !== undefined ? entity : undefined;
  }

  function rebuild(): void {
    if (!view) return;
    const placed = dragged ? new Map(view.placed).set(dragged.key, dragged.to) : view.placed;
    const before = model?.layout;
    model = buildModel({ ...view, placed }, memory, sizeOf(element));
    // Packets under way belong to the picture before.
    if (before && !sameShape(before, model.layout)) picture.clear();
    frame();
    redraw();
    callbacks.onPlaces();
  }

  function frame(): void {
    if (!model) return;
    const { layout } = model;
    const bounds = around([
      { x: 0, y: 0, width: layout.columns.leftZone, height: layout.bottom },
      ...layout.boards.values(),
      ...layout.hubs.values(),
      ...layout.clients.values(),
    ]);
    const names = [...layout.boards.keys()].join();
    camera.frame(sizeOf(element), bounds, names !== boardNames);
    boardNames = names;
  }

  function pen(context: CanvasRenderingContext2D, shown: StageView): Pen {
    const { x, y, k } = camera.transform;
    context.translate(x, y);
    context.scale(k, k);
    return { context, palette: palettes[shown.theme], view: shown, scale: k };
  }

  function drawStill(): void {
    still.resize(element.clientWidth, element.clientHeight);
    still.clear();
    if (!view || !model) return;
    timed = drawStage(
      pen(still.context, view),
      model,
      { selected: view.selected, hovered, raised },
      camera.sight(),
      fleet,
    );
  }

  function drawMoving(nowMs: number): boolean {
    moving.resize(element.clientWidth, element.clientHeight);
    moving.clear();
    if (!view || !model) return false;
    return picture.draw(pen(moving.context, view), model, nowMs, camera.sight());
  }

  const endDragging = attachDragging(element, {
    grasp(screen) {
      const entity = draggable(screen);
      const key = entity && layoutKey(entity);
      const rect = entity && model && rectOf(model, entity);
      return entity && key !== undefined && rect ? { entity, key, from: { x: rect.x, y: rect.y } } : undefined;
    },
    scale: () => camera.transform.k,
    onMove(drag) {
      dragged = drag;
      if (drag.entity.kind === 'node') raised = drag.entity.key;
      rebuild();
    },
    onDrop({ key, from, to }) {
      // First told, so that the view that follows already has it there.
      callbacks.onPlace(key, to, from);
      dragged = undefined;
      rebuild();
    },
  });

  const endPointing = attachPointing(element, {
    entityAt: at,
    onHover(entity, point) {
      hovered = entity;
      stillLoop.request();
      callbacks.onHover(entity, point);
    },
    onClick(entity, point) {
      const asked = model && whyAt(model, camera.toStage(point));
      if (asked === undefined) callbacks.onSelect(entity);
      else callbacks.onAskWhy(asked);
    },
    onDoubleClick: zoomTo,
    onMenu: (entity, point) => callbacks.onMenu(entity, point),
  });

  function zoomTo(entity: EntityRef): void {
    const rect = model && rectOf(model, entity);
    if (rect) camera.zoomTo(rect);
  }

  const sizes = new ResizeObserver(rebuild);
  sizes.observe(element);
  void document.fonts.ready.then(() => {
    forgetMeasures();
    redraw();
  });

  return {
    update(next) {
      const difference = view ? differenceOf(view, next) : 'places';
      view = next;
      if (difference === 'places') rebuild();
      else if (difference === 'looks') redraw();
      else if (timed) stillLoop.request();
    },
    play(requests, leftOut) {
      if (!model || document.hidden) return;
      picture.send(model, requests, leftOut, performance.now());
      movingLoop.request();
    },
    stopTraffic() {
      picture.clear();
      movingLoop.request();
    },
    places: () => (model ? placesOf(model) : new Map<string, Rect>()),
    camera: () => camera.transform,
    neighbour: (from, direction) => (model ? neighbour(podRects(model), from, direction) : undefined),
    fit: () => camera.fit(),
    zoomBy: (factor) => camera.zoomBy(factor),
    zoomTo,
    destroy() {
      sizes.disconnect();
      resting.cancel();
      endDragging();
      endPointing();
      camera.destroy();
      stillLoop.stop();
      movingLoop.stop();
      still.destroy();
      moving.destroy();
    },
  };
}

function sameShape(a: StageLayout, b: StageLayout): boolean {
  return (
    a.bottom === b.bottom && a.columns.board.x === b.columns.board.x && a.columns.board.width === b.columns.board.width
  );
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): Shape {
  return { width: clientWidth, height: clientHeight };
}

function podRects(model: StageModel): ReadonlyMap<string, Rect> {
  const all = [...model.boards.values()].flatMap(({ tiles }) => tiles);
  const own = all.filter(({ system, dimmed }) => !system && !dimmed);
  const shown = own.length > 0 ? own : all;
  return new Map(shown.map(({ pod, rect }) => [pod.uid, rect]));
}
