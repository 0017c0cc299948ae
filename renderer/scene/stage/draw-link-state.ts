// What is wrong with a node's link, drawn where its traffic comes in: a cable that is cut, or one that is slow or lossy.
import type { NodeView } from '../../../preload/contract/views.ts';
import type { Point } from '../geometry.ts';
import { drawCard, type Pen } from './pen.ts';

/** Whether packets reach the node at all. */
export function isCutOff({ powered, cable }: NodeView): boolean {
  return !powered || !cable.up;
}

/** In a few words, as on a sign; undefined when all is well. */
export function linkWords({ cable }: Pick<NodeView, 'cable'>, t: Pen['view']['t']): string | undefined {
  if (!cable.up) return t('stage.cut-off');
  const ms = Number((cable.delayUs / 1000).toFixed(1));
  const percent = Number((cable.loss * 100).toFixed(1));
  if (ms > 0 && percent > 0) return t('stage.link', { ms, percent });
  if (ms > 0) return t('stage.link-late', { ms });
  return percent > 0 ? t('stage.link-lossy', { percent }) : undefined;
}

/** A plug beside its socket, at the board's left edge. */
export function drawPulledPlug(pen: Pen, { x, y }: Point): void {
  const { context, palette } = pen;
  drawCard(
    pen,
    { x: x - 12, y: y - 12, width: 24, height: 24 },
    { fill: palette.failedSoft, line: palette.failed, radius: 12 },
  );
  context.strokeStyle = palette.failed;
  context.lineWidth = 2;
  context.lineCap = 'round';
  context.beginPath();
  // Two ends of a cable, and a stroke through the gap between them.
  context.moveTo(x - 8, y);
  context.lineTo(x - 3, y);
  context.moveTo(x + 3, y);
  context.lineTo(x + 8, y);
  context.moveTo(x - 3, y + 6);
  context.lineTo(x + 3, y - 6);
  context.stroke();
  context.lineCap = 'butt';
}
