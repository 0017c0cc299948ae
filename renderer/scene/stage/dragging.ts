// Dragging boards, hubs and clients. While one is dragged its place is here; when it is dropped it is told.
import { drag, select } from 'd3';
import type { EntityRef } from '../entity.ts';
import type { Point } from '../geometry.ts';

export interface Drag {
  readonly entity: EntityRef;
  readonly key: string;
  readonly from: Point;
  readonly to: Point;
}

export interface DraggingCallbacks {
  /** What may be dragged from there, with its place now. */
  grasp(screen: Point): { readonly entity: EntityRef; readonly key: string; readonly from: Point } | undefined;
  scale(): number;
  onMove(drag: Drag): void;
  onDrop(drag: Drag): void;
}

interface DragEvent {
  readonly x: number;
  readonly y: number;
  readonly subject: { readonly x: number; readonly y: number };
}

/** Movements shorter than this are clicks. */
const clickPx = 4;

/** Returns what ends it. */
export function attachDragging(element: HTMLElement, callbacks: DraggingCallbacks): () => void {
  let current: Drag | undefined;
  let grasped: ReturnType<DraggingCallbacks['grasp']>;
  const behaviour = drag<HTMLElement, unknown>()
    .clickDistance(clickPx)
    .filter((event: MouseEvent) => {
      grasped = callbacks.grasp(screenPoint(element, event));
      return event.button === 0 && !event.ctrlKey && grasped !== undefined;
    })
    .subject((event: Point) => ({ x: event.x, y: event.y }))
    .on('drag', (event: DragEvent) => {
      const [dx, dy] = [event.x - event.subject.x, event.y - event.subject.y];
      if (!grasped || (!current && Math.hypot(dx, dy) < clickPx)) return;
      const scale = callbacks.scale();
      current = {
        ...grasped,
        to: { x: Math.round(grasped.from.x + dx / scale), y: Math.round(grasped.from.y + dy / scale) },
      };
      callbacks.onMove(current);
    })
    .on('end', () => {
      const dropped = current;
      current = undefined;
      grasped = undefined;
      if (dropped) callbacks.onDrop(dropped);
    });
  select(element).call(behaviour);
  return () => void select(element).on('.drag', null);
}

export function screenPoint(
  element: HTMLElement,
  event: { readonly clientX: number; readonly clientY: number },
): Point {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
