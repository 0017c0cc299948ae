// The moving layer: packets, a light where one arrives, a cross and a reason where one fails.
import type { RequestView } from '../../../preload/contract/views.ts';
import type { Rect } from '../geometry.ts';
import { Arrivals } from './arrivals.ts';
import { drawFailures } from './draw-failures.ts';
import { areFar, clearBeneath, drawPackets } from './draw-packets.ts';
import { obstaclesOf } from './label-places.ts';
import { PacketPixels } from './packet-pixels.ts';
import type { Pen } from './pen.ts';
import { boardsInSight, isFleet } from './sight.ts';
import type { Board, StageModel } from './stage-model.ts';
import { Traffic } from './traffic.ts';

export class MovingPicture {
  private readonly traffic = new Traffic();
  private readonly arrivals = new Arrivals();
  private readonly farPackets = new PacketPixels();

  send(model: StageModel, requests: readonly RequestView[], leftOut: number, nowMs: number): void {
    this.traffic.send(model, requests, leftOut, nowMs);
  }

  clear(): void {
    this.traffic.clear();
    this.arrivals.clear();
  }

  /** On an empty canvas. Answers whether there will be more to draw. */
  draw(pen: Pen, model: StageModel, nowMs: number, sight: Rect): boolean {
    const { traffic, arrivals } = this;
    const boards = boardsInSight(model, sight, undefined);
    const asFleet = isFleet(pen.scale, boards);
    const reached = traffic.advance(nowMs);
    if (!asFleet) arrivals.add(reached, nowMs);
    if (areFar(pen)) this.farPackets.draw(pen, traffic.packets, nowMs);
    else drawPackets(pen, traffic.packets, nowMs, sight);
    passBeneath(pen, model, asFleet ? [] : boards);
    arrivals.draw(pen, model, nowMs, sight);
    // Among thousands of marks there is no room that is free.
    const obstacles = asFleet || traffic.marks.length === 0 ? [] : obstaclesOf(model, boards);
    drawFailures(pen, traffic.marks, nowMs, { sight, obstacles });
    return traffic.moving || arrivals.moving;
  }
}

/** Hubs and sockets, so that their text stays readable. */
function passBeneath(pen: Pen, { hubs }: StageModel, boards: readonly Board[]): void {
  clearBeneath(pen, [...hubs.values()], 10);
  const sockets = boards.flatMap((board) => board.sockets);
  clearBeneath(pen, sockets, 7);
}
