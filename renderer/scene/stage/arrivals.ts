// A light around each tile that a packet has just reached.
import { contains, type Rect } from '../geometry.ts';
import { roundedRect, type Pen } from './pen.ts';
import { tileOf, type StageModel } from './stage-model.ts';

const lastsMs = 320;
/** On tiles lower than this a ring would be a blot. */
const seenPx = 8;

export class Arrivals {
  private readonly sinceMs = new Map<string, number>();

  add(uids: readonly string[], nowMs: number): void {
    for (const uid of uids) this.sinceMs.set(uid, nowMs);
  }

  clear(): void {
    this.sinceMs.clear();
  }

  get moving(): boolean {
    return this.sinceMs.size > 0;
  }

  /** Draws those in sight, and forgets those that are over. */
  draw(pen: Pen, model: StageModel, nowMs: number, sight: Rect): void {
    for (const [uid, sinceMs] of this.sinceMs) {
      const age = (nowMs - sinceMs) / lastsMs;
      const rect = tileOf(model, uid)?.rect;
      if (age >= 1 || !rect) this.sinceMs.delete(uid);
      else if (rect.height * pen.scale >= seenPx && contains(sight, rect)) drawRing(pen, rect, age);
    }
  }
}

/** It widens and fades. */
function drawRing({ context, palette }: Pen, rect: Rect, age: number): void {
  const grown = age * 4;
  context.globalAlpha = (1 - age) * 0.5;
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.6;
  roundedRect(
    context,
    { x: rect.x - grown, y: rect.y - grown, width: rect.width + 2 * grown, height: rect.height + 2 * grown },
    8 + grown,
  );
  context.stroke();
  context.globalAlpha = 1;
}
