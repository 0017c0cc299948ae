// The stage: two layers of canvas (what stands, what moves), the camera, and the gestures. It knows no stores: a view
// comes in by `update`, gestures go out by callbacks.
import type { RequestView } from '../../../preload/contract/views.ts';
import { palettes } from '../../theme/tokens.ts';
import { createSurface, frameLoop } from '../canvas.ts';
import type { EntityRef } from '../entity.ts';
import { around, type Point, type Rect } from '../geometry.ts';
import { forgetMeasures } from '../text.ts';
import { createCamera } from './camera.ts';
import { attachDragging } from './dragging.ts';
import { drawStage } from './draw-stage.ts';
import { drawArrival, drawTraffic } from './draw-traffic.ts';
import { entityAt, layoutKey, rectOf, whyAt } from './hit.ts';
import { obstaclesOf } from './label-places.ts';
import { neighbour, type Direction } from './neighbours.ts';
import type { Pen } from './pen.ts';
import { attachPointing } from './pointing.ts';
import type { Shape } from './shape.ts';
import { buildModel, createMemory, type StageModel } from './stage-model.ts';
import type { StageLayout } from './stage-layout.ts';
import { placeKey, type Places, type StageCallbacks, type StageView } from './stage-view.ts';
import { Traffic } from './traffic.ts';

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

const arrivalMs = 320;

export function createStage(element: HTMLElement, callbacks: StageCallbacks): Stage {
  const still = createSurface(element);
  const moving = createSurface(element);
  const memory = createMemory();
  const traffic = new Traffic();
  const arrivals = new Map<string, number>();
  let view: StageView | undefined;
  let model: StageModel | undefined;
  let hovered: EntityRef | undefined;
  let dragged: { readonly key: string; readonly to: Point } | undefined;
  let raised: string | undefined;
  let boardNames = '';

  const camera = createCamera(element, {
    accepts: (event) => {
      if (event.type === 'wheel') return true;
      const at = 'clientX' in event ? event : event.touches[0];
      return !at || (!('button' in event && event.button !== 0) && draggable(pointOf(at)) === undefined);
    },
    onMove: ({ k }) => {
      redraw();
      callbacks.onZoom(k);
      callbacks.onPlaces();
    },
    onMotion: () => callbacks.onMotion(),
  });
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
    if (before && !sameShape(before, model.layout)) clearTraffic();
    frame();
    redraw();
    callbacks.onPlaces();
  }

  function clearTraffic(): void {
    traffic.clear();
    arrivals.clear();
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
    if (view && model) drawStage(pen(still.context, view), model, { selected: view.selected, hovered, raised });
  }

  function drawMoving(nowMs: number): boolean {
    moving.resize(element.clientWidth, element.clientHeight);
    moving.clear();
    if (!view || !model) return false;
    for (const uid of traffic.advance(nowMs)) arrivals.set(uid, nowMs);
    const drawing = pen(moving.context, view);
    const obstacles = traffic.marks.length > 0 ? obstaclesOf(model) : [];
    for (const [uid, sinceMs] of arrivals) {
      const age = (nowMs - sinceMs) / arrivalMs;
      const tile = model.tiles.get(uid);
      if (age >= 1 || !tile) arrivals.delete(uid);
      else drawArrival(drawing, tile.rect, age);
    }
    drawTraffic(drawing, traffic, nowMs, { sight: camera.sight(), covers: coversOf(model), obstacles });
    return traffic.moving || arrivals.size > 0;
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
      const same = view && onlyMarksDiffer(view, next);
      view = next;
      if (same === true) redraw();
      else rebuild();
    },
    play(requests, leftOut) {
      if (!model || document.hidden) return;
      traffic.send(model, requests, leftOut, performance.now());
      movingLoop.request();
    },
    stopTraffic() {
      clearTraffic();
      movingLoop.request();
    },
    places: () => (model ? placesOf(model) : new Map()),
    camera: () => camera.transform,
    neighbour: (from, direction) => (model ? neighbour(podRects(model), from, direction) : undefined),
    fit: () => camera.fit(),
    zoomBy: (factor) => camera.zoomBy(factor),
    zoomTo,
    destroy() {
      sizes.disconnect();
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

/** Nothing stands elsewhere when only the time, the selection or the looks are others. */
function onlyMarksDiffer(before: StageView, after: StageView): boolean {
  return (
    before.nodes === after.nodes &&
    before.pods === after.pods &&
    before.services === after.services &&
    before.workloads === after.workloads &&
    before.clients === after.clients &&
    before.placed === after.placed &&
    before.namespace === after.namespace
  );
}

/** What packets pass beneath. */
function coversOf(model: StageModel): readonly Rect[] {
  const sockets = [...model.boards.values()].flatMap((board) => board.sockets);
  return [...model.hubs.values(), ...sockets].map(({ rect }) => rect);
}

function podRects(model: StageModel): ReadonlyMap<string, Rect> {
  const tiles = [...model.tiles.values()].filter(({ system, dimmed }) => !system && !dimmed);
  const shown = tiles.length > 0 ? tiles : [...model.tiles.values()];
  return new Map(shown.map(({ pod, rect }) => [pod.uid, rect]));
}

function placesOf(model: StageModel): Places {
  const places = new Map<string, Rect>();
  for (const [name, { layout }] of model.boards) places.set(placeKey({ kind: 'node', key: name }), layout.rect);
  for (const { pod, rect } of [...model.tiles.values(), ...model.tray])
    places.set(placeKey({ kind: 'pod', key: pod.uid }), rect);
  for (const [uid, { rect }] of model.hubs) places.set(placeKey({ kind: 'service', key: uid }), rect);
  for (const { client, rect } of model.clients) places.set(placeKey({ kind: 'client', key: client.name }), rect);
  for (const { workload, rect } of model.workloads) places.set(placeKey({ kind: 'workload', key: workload.uid }), rect);
  return places;
}
