// What the pointer does apart from dragging and zooming: hover, click, double click, the menu.
import { sameEntity, type EntityRef } from '../entity.ts';
import type { Point } from '../geometry.ts';
import { screenPoint } from './dragging.ts';

export interface PointingCallbacks {
  entityAt(screen: Point): EntityRef | undefined;
  onHover(entity: EntityRef | undefined, at: Point): void;
  onClick(entity: EntityRef | undefined, at: Point): void;
  onDoubleClick(entity: EntityRef): void;
  onMenu(entity: EntityRef, at: Point): void;
}

/** Returns what ends it. */
export function attachPointing(element: HTMLElement, callbacks: PointingCallbacks): () => void {
  const listening = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ): void => {
    element.addEventListener(type, listener, { signal: listening.signal });
  };
  let hovered: EntityRef | undefined;
  const hover = (entity: EntityRef | undefined, at: Point): void => {
    if (sameEntity(entity, hovered)) return;
    hovered = entity;
    callbacks.onHover(entity, at);
  };
  on('pointermove', (event) => {
    const at = screenPoint(element, event);
    const entity = event.buttons === 0 ? callbacks.entityAt(at) : undefined;
    element.style.cursor = entity ? (entity.kind === 'node' ? 'grab' : 'pointer') : 'default';
    hover(entity, at);
  });
  on('pointerleave', () => hover(undefined, { x: 0, y: 0 }));
  on('click', (event) => {
    const at = screenPoint(element, event);
    callbacks.onClick(callbacks.entityAt(at), at);
  });
  on('dblclick', (event) => {
    const entity = callbacks.entityAt(screenPoint(element, event));
    if (entity) callbacks.onDoubleClick(entity);
  });
  on('contextmenu', (event) => {
    event.preventDefault();
    const at = screenPoint(element, event);
    const entity = callbacks.entityAt(at);
    if (entity) callbacks.onMenu(entity, at);
  });
  return () => listening.abort();
}
