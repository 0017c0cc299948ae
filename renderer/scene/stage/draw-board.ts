// A node as a board: header with name, address, role, lights and loads; sockets at its left edge; places for Pods.
import type { NodeView } from '../../../preload/contract/views.ts';
import type { Point, Rect } from '../geometry.ts';
import { drawText, measureText } from '../text.ts';
import { slotRect } from './board-layout.ts';
import { isCutOff, linkWords } from './draw-link-state.ts';
import { drawPod } from './draw-pod.ts';
import { drawCard, drawHatching, isReadable, roundedRect, type Pen } from './pen.ts';
import type { Board, Socket } from './stage-model.ts';

export function drawBoard(pen: Pen, board: Board): void {
  const { context, palette } = pen;
  const { node, layout } = board;
  const line = !isCutOff(node) && node.condition === 'ready' ? palette.line : palette.failed;
  drawCard(pen, layout.rect, { fill: palette.board, line, radius: 14, lift: 10 });
  if (!node.powered) drawHatching(context, layout.rect, palette.faint, 14);
  drawHeader(pen, node, layout.rect);
  drawFreePlaces(pen, board);
}

/** Without power the Pods are hatched over as their board is, and can still be read. */
export function drawBoardContents(pen: Pen, { node, tiles }: Board): void {
  for (const tile of tiles) {
    drawPod(pen, tile);
    if (!node.powered) drawHatching(pen.context, tile.rect, pen.palette.faint, 8);
  }
}

function drawHeader(pen: Pen, node: NodeView, rect: Rect): void {
  const { context, palette } = pen;
  const left = rect.x + 16;
  if (!isReadable(pen, 12)) {
    drawFarName(pen, node, rect);
    return;
  }
  const nameWidth = drawText(context, node.name, left, rect.y + 22, { size: 16, weight: 700, colour: palette.ink });
  const ipWidth = drawText(context, node.ip, left + nameWidth + 10, rect.y + 22, {
    face: 'mono',
    size: 12,
    colour: palette.dim,
  });
  const role = pen.view.t(node.controlPlane ? 'stage.control-plane' : 'stage.worker');
  const right = rect.x + rect.width - 14;
  const roleWidth = drawText(context, role, right, rect.y + 21, {
    size: 12,
    weight: 600,
    colour: palette.dim,
    align: 'right',
  });
  drawSigns(pen, node, { x: left + nameWidth + ipWidth + 22, y: rect.y + 22 }, right - roleWidth - 10);
  drawLights(pen, node, left, rect.y + 40);
  drawLoads(pen, node, rect.x + rect.width - 14, rect.y + 40);
}

/** From afar: the name as large as the board allows. */
function drawFarName(pen: Pen, node: NodeView, rect: Rect): void {
  const size = Math.min(rect.height * 0.22, 11 / pen.scale);
  drawText(pen.context, node.name, rect.x + 12, rect.y + size * 1.1 + 2, {
    size,
    weight: 700,
    colour: pen.palette.ink,
    maxWidth: rect.width - 24,
  });
}

interface Sign {
  readonly text: string;
  readonly tone: 'failed' | 'starting';
}

/** What is the matter with a node, the gravest first. */
function signsOf(node: NodeView, t: Pen['view']['t']): readonly Sign[] {
  if (!node.powered) return [{ text: t('stage.powered-off'), tone: 'failed' }];
  const link = linkWords(node, t);
  return [
    ...(node.condition === 'ready' ? [] : [{ text: node.status, tone: 'failed' } as const]),
    ...(link === undefined ? [] : [{ text: link, tone: node.cable.up ? 'starting' : 'failed' } as const]),
    ...node.pressures.map((text) => ({ text, tone: 'failed' }) as const),
    ...(node.condition === 'ready' && !node.schedulable
      ? [{ text: t('stage.cordoned'), tone: 'starting' } as const]
      : []),
  ];
}

/** As many as there is room for. */
function drawSigns(pen: Pen, node: NodeView, { x, y }: Point, right: number): void {
  const { context, palette, view } = pen;
  let left = x;
  for (const { text, tone } of signsOf(node, view.t)) {
    const width = measureText(context, text, { size: 12, weight: 600 }) + 16;
    if (left + width > right) return;
    roundedRect(context, { x: left, y: y - 14, width, height: 19 }, 9.5);
    context.fillStyle = tone === 'failed' ? palette.failedSoft : palette.startingSoft;
    context.fill();
    drawText(context, text, left + 8, y, { size: 12, weight: 600, colour: palette[tone] });
    left += width + 6;
  }
}

function drawLights(pen: Pen, node: NodeView, left: number, y: number): void {
  const lights = [
    ['kubelet', node.kubeletUp],
    ['kube-proxy', node.proxyUp],
    [pen.view.t('stage.network'), node.networkUp],
  ] as const;
  let x = left;
  for (const [name, on] of lights) {
    drawLight(pen, x + 4, y - 4, on && node.powered);
    x += 13 + drawText(pen.context, name, x + 13, y, { size: 12, colour: pen.palette.dim }) + 14;
  }
}

/** Full when on; a hollow one with a stroke through it when off. */
function drawLight({ context, palette }: Pen, x: number, y: number, on: boolean): void {
  context.beginPath();
  context.arc(x, y, on ? 4 : 3.4, 0, 2 * Math.PI);
  context.fillStyle = palette.ready;
  context.strokeStyle = palette.failed;
  context.lineWidth = 1.6;
  if (on) {
    context.fill();
    return;
  }
  context.moveTo(x - 4.5, y + 4.5);
  context.lineTo(x + 4.5, y - 4.5);
  context.stroke();
}

function drawLoads(pen: Pen, node: NodeView, right: number, y: number): void {
  const barWidth = 84;
  const memoryLeft = right - barWidth;
  drawBar(pen, { x: memoryLeft, y: y - 7, width: barWidth, height: 6 }, shareOf(node.memoryBytes));
  const label = { size: 12, colour: pen.palette.dim, align: 'right' } as const;
  const labelWidth = drawText(pen.context, pen.view.t('stage.memory'), memoryLeft - 7, y, label);
  const cpuRight = memoryLeft - labelWidth - 24;
  drawBar(pen, { x: cpuRight - barWidth, y: y - 7, width: barWidth, height: 6 }, shareOf(node.cpuMilli));
  drawText(pen.context, pen.view.t('stage.cpu'), cpuRight - barWidth - 7, y, label);
}

function drawBar({ context, palette }: Pen, rect: Rect, share: number): void {
  roundedRect(context, rect, 3);
  context.fillStyle = palette.line;
  context.fill();
  if (share <= 0) return;
  roundedRect(context, { ...rect, width: Math.max(rect.height, rect.width * Math.min(1, share)) }, 3);
  context.fillStyle = share > 0.9 ? palette.failed : palette.accent;
  context.fill();
}

function shareOf({ capacity, requested }: NodeView['cpuMilli']): number {
  return capacity > 0 ? requested / capacity : 0;
}

/** The places still free, barely there, so that the board reads as one even when it is empty. */
function drawFreePlaces(pen: Pen, { layout, tiles, node }: Board): void {
  if (node.controlPlane || layout.app.rows > 2 || !isReadable(pen, 12)) return;
  const taken = new Set(tiles.filter((tile) => !tile.system).map((tile) => tile.slot));
  const { context, palette } = pen;
  context.save();
  context.globalAlpha *= 0.6;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.setLineDash([2, 7]);
  for (let slot = 0; slot < layout.app.columns * layout.app.rows; slot += 1) {
    if (taken.has(slot)) continue;
    roundedRect(context, slotRect(layout.app, slot), 8);
    context.stroke();
  }
  context.restore();
}

export function drawSocket(pen: Pen, socket: Socket): void {
  const { palette, context } = pen;
  drawCard(pen, socket.rect, { fill: palette.panel, line: palette.accent, radius: 7, lineWidth: 1.4 });
  if (!isReadable(pen, 11)) return;
  const { x, y, width, height } = socket.rect;
  drawText(context, String(socket.port), x + width / 2, y + height / 2 + 4.2, {
    face: 'mono',
    size: 12,
    weight: 600,
    colour: palette.accent,
    align: 'center',
  });
}
