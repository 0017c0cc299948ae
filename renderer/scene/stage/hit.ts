// What is at a point of the stage: the topmost thing, Pods before boards.
import type { EntityRef } from '../entity.ts';
import { contains, type Point, type Rect } from '../geometry.ts';
import { whyRect } from './draw-outside.ts';
import { inDepth, tileOf, type StageModel } from './stage-model.ts';
import { entityOfPlace, type Places } from './stage-view.ts';

/** @param raised the board that lies on top */
export function entityAt(model: StageModel, point: Point, raised?: string): EntityRef | undefined {
  for (const { client, rect } of model.clients) if (contains(rect, point)) return { kind: 'client', key: client.name };
  for (const [uid, { rect }] of model.hubs) if (contains(rect, point)) return { kind: 'service', key: uid };
  for (const { pod, rect } of model.tray) if (contains(rect, point)) return { kind: 'pod', key: pod.uid };
  for (const { workload, rect } of model.workloads)
    if (contains(rect, point)) return { kind: 'workload', key: workload.uid };
  return onBoard(model, point, raised);
}

function onBoard(model: StageModel, point: Point, raised: string | undefined): EntityRef | undefined {
  // The last drawn lies on top.
  for (const board of [...inDepth([...model.boards.values()], raised)].reverse()) {
    if (!contains(board.layout.rect, point)) continue;
    const tile = board.tiles.find(({ rect }) => contains(rect, point));
    return tile ? { kind: 'pod', key: tile.pod.uid } : { kind: 'node', key: board.node.name };
  }
  return undefined;
}

/** The client whose "why?" is there. */
export function whyAt(model: StageModel, point: Point): string | undefined {
  return model.clients.find((card) => {
    const rect = whyRect(card);
    return rect !== undefined && contains(rect, point);
  })?.client.name;
}

/** The rectangle of a thing on the stage. */
export function rectOf(model: StageModel, entity: EntityRef): Rect | undefined {
  switch (entity.kind) {
    case 'node':
      return model.boards.get(entity.key)?.layout.rect;
    case 'pod':
      return (tileOf(model, entity.key) ?? model.tray.find(({ pod }) => pod.uid === entity.key))?.rect;
    case 'service':
      return model.hubs.get(entity.key)?.rect;
    case 'workload':
      return model.workloads.find(({ workload }) => workload.uid === entity.key)?.rect;
    case 'client':
      return model.clients.find(({ client }) => client.name === entity.key)?.rect;
  }
}

/** The places of all things, looked up when they are asked for. */
export function placesOf(model: StageModel): Places {
  return {
    get(key) {
      const entity = entityOfPlace(key);
      return entity && rectOf(model, entity);
    },
  };
}

/** What can be dragged, and the key under which its place is kept. */
export function layoutKey(entity: EntityRef): string | undefined {
  return entity.kind === 'node' || entity.kind === 'service' || entity.kind === 'client'
    ? `${entity.kind}:${entity.key}`
    : undefined;
}
