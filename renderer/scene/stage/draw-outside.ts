// What stands left of the boards: clients, hubs of Services, workloads, Pods without a node, and the zones' captions.
import type { ServiceView, WorkloadView } from '../../../preload/contract/views.ts';
import { percentText } from '../../i18n/format.ts';
import type { Rect } from '../geometry.ts';
import { drawText, measureText } from '../text.ts';
import { drawPod } from './draw-pod.ts';
import { drawCard, isReadable, roundedRect, type Pen } from './pen.ts';
import type { ClientCard, Hub, StageModel, WorkloadCard } from './stage-model.ts';

export function drawCaptions(pen: Pen, model: StageModel): void {
  if (!isReadable(pen, 11)) return;
  const { t } = pen.view;
  const { client, hub, board } = model.layout.columns;
  caption(pen, t('stage.outside'), client.x, 12);
  if (model.hubs.size > 0) caption(pen, t('stage.services'), hub.x, 12);
  caption(pen, t('stage.nodes'), board.x, 12);
  const workloadsTop = Math.min(...model.workloads.map(({ rect }) => rect.y));
  if (model.workloads.length > 0)
    caption(pen, withRest(pen, t('stage.workloads'), model.workloadsLeftOut), 0, workloadsTop - 10);
  const trayTop = Math.min(...model.tray.map(({ rect }) => rect.y));
  if (model.tray.length > 0) caption(pen, withRest(pen, t('stage.pods-waiting'), model.trayLeftOut), 0, trayTop - 10);
}

function withRest(pen: Pen, text: string, leftOut: number): string {
  return leftOut > 0 ? `${text}  ${pen.view.t('stage.more', { count: leftOut })}` : text;
}

function caption(pen: Pen, text: string, x: number, y: number): void {
  drawText(pen.context, text, x, y, { size: 12, weight: 600, colour: pen.palette.dim });
}

export function drawTray(pen: Pen, model: StageModel): void {
  for (const tile of model.tray) drawPod(pen, tile);
}

export function drawClient(pen: Pen, { client, rect }: ClientCard): void {
  const { context, palette, view } = pen;
  drawCard(pen, rect, { fill: palette.panel, line: palette.line, radius: 12, lift: 8 });
  const middle = rect.x + rect.width / 2;
  drawPerson(pen, middle, rect.y + 28);
  const centred = { align: 'center', maxWidth: rect.width - 16 } as const;
  drawText(context, client.name, middle, rect.y + 64, { ...centred, size: 14, weight: 650, colour: palette.ink });
  const { requests, failed } = client.recent;
  const sends = client.ratePerSecond > 0;
  drawText(
    context,
    sends ? view.t('stage.rate', { rate: rateText(client.ratePerSecond) }) : view.t('stage.no-requests'),
    middle,
    rect.y + 83,
    {
      ...centred,
      size: 13,
      colour: palette.dim,
    },
  );
  if (requests > 0) {
    const colour = failed > 0 ? palette.failed : palette.ready;
    drawText(context, percentText(1 - failed / requests), middle, rect.y + 107, {
      ...centred,
      size: 18,
      weight: 700,
      colour,
    });
  }
  const chart = { x: rect.x + 14, y: rect.y + 118, width: rect.width - 28, height: 36 };
  if (view.buckets.length > 0) drawHistory(pen, chart);
  else if (sends) drawWaiting(pen, chart);
  if (failed > 0) {
    drawText(context, view.t('stage.lost', { count: failed }), middle, rect.y + 175, {
      ...centred,
      size: 12.5,
      smallest: 11,
      weight: 650,
      colour: palette.failed,
    });
  }
}

/** The part of a client's card that asks why a request was lost. */
export function whyRect(card: ClientCard): Rect | undefined {
  if (card.client.recent.failed === 0) return undefined;
  const { x, y, width, height } = card.rect;
  return { x, y: y + height - 32, width, height: 32 };
}

function drawPerson({ context, palette }: Pen, x: number, y: number): void {
  context.fillStyle = palette.accentSoft;
  context.beginPath();
  context.arc(x, y, 19, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = palette.accent;
  context.beginPath();
  context.arc(x, y - 4.5, 5.4, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.roundRect(x - 9.5, y + 3, 19, 9, [8, 8, 3, 3]);
  context.fill();
}

/** Before the first request: there is no way in yet. */
function drawWaiting({ context, palette, view }: Pen, { x, y, width }: Rect): void {
  const middle = x + width / 2;
  context.save();
  context.strokeStyle = palette.lineStrong;
  context.lineWidth = 1.4;
  context.setLineDash([2, 4]);
  context.beginPath();
  context.moveTo(x + 6, y - 6);
  context.lineTo(x + width - 6, y - 6);
  context.stroke();
  context.restore();
  const style = { size: 12, colour: palette.dim, align: 'center', maxWidth: width + 20 } as const;
  drawText(context, view.t('stage.waits-for'), middle, y + 18, style);
  drawText(context, view.t('stage.a-node-port'), middle, y + 34, style);
}

/** One bar a second, the lost ones in red at its top. */
function drawHistory({ context, palette, view }: Pen, rect: Rect): void {
  const bars = 30;
  const pitch = rect.width / bars;
  const shown = view.buckets.slice(-bars);
  const most = Math.max(1, ...shown.map(({ answered, failed }) => answered + failed));
  context.fillStyle = palette.line;
  context.fillRect(rect.x, rect.y + rect.height, rect.width, 1);
  shown.forEach(({ answered, failed }, index) => {
    const x = rect.x + (bars - shown.length + index) * pitch;
    const high = ((answered + failed) / most) * rect.height;
    const lost = failed === 0 ? 0 : Math.max(3, (failed / most) * rect.height);
    context.fillStyle = palette.ready;
    context.fillRect(x, rect.y + rect.height - high, pitch - 1.2, Math.max(0, high - lost));
    context.fillStyle = palette.failed;
    if (lost > 0) context.fillRect(x, rect.y + rect.height - lost, pitch - 1.2, lost);
  });
}

export function drawHub(pen: Pen, hub: Hub): void {
  const { context, palette } = pen;
  const { rect, service } = hub;
  context.save();
  if (hub.dimmed) context.globalAlpha *= 0.3;
  const open = hub.nodePorts.length > 0;
  drawCard(pen, rect, {
    fill: palette.panel,
    line: open ? palette.accent : palette.line,
    radius: 10,
    lineWidth: open ? 1.4 : 1,
    lift: open ? 8 : 3,
  });
  if (rect.height < 30) drawCompactHub(pen, hub);
  else drawHubLines(pen, rect, service, open);
  context.restore();
}

function drawHubLines(pen: Pen, rect: Rect, service: ServiceView, open: boolean): void {
  const { context, palette } = pen;
  const maxWidth = rect.width - 20;
  const left = rect.x + 11;
  const ready = service.endpoints.filter((endpoint) => endpoint.ready).length;
  const countWidth = drawEndpointCount(pen, rect, ready);
  drawText(context, service.name, left, rect.y + 19, {
    size: 13.5,
    weight: 650,
    colour: palette.ink,
    maxWidth: maxWidth - countWidth,
  });
  const [port] = service.ports;
  const address = port ? `${service.clusterIp}:${port.port}` : service.clusterIp;
  drawText(context, address, left, rect.y + 35, { face: 'mono', size: 11, colour: palette.dim, maxWidth });
  if (!open) return;
  const ways = service.ports
    .filter((one) => one.nodePort !== undefined)
    .map((one) => `${one.nodePort ?? ''} → ${one.targetPort}`);
  const style = { size: 12, weight: 600 } as const;
  const whole = `${service.type} ${ways.join(', ')}`;
  const way = measureText(context, whole, style) <= maxWidth ? whole : ways.join(', ');
  drawText(context, way, left, rect.y + 55, { ...style, smallest: 11, colour: palette.accent, maxWidth });
}

/** How many endpoints take traffic; none at all is a warning. */
function drawEndpointCount(pen: Pen, rect: Rect, ready: number): number {
  const { context, palette } = pen;
  const colour = ready === 0 ? palette.failed : palette.ready;
  const width = drawText(context, String(ready), rect.x + rect.width - 11, rect.y + 19, {
    size: 12.5,
    weight: 650,
    colour,
    align: 'right',
  });
  context.beginPath();
  context.arc(rect.x + rect.width - 11 - width - 8, rect.y + 14.6, 3.6, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  if (ready === 0) context.stroke();
  else context.fill();
  return width + 15;
}

function drawCompactHub(pen: Pen, { rect, service }: Hub): void {
  const y = rect.y + rect.height / 2 + 4.2;
  drawText(pen.context, service.name, rect.x + 10, y, {
    size: 12,
    weight: 600,
    colour: pen.palette.ink,
    maxWidth: rect.width - 20,
  });
}

export function drawWorkload(pen: Pen, { workload, rect, dimmed }: WorkloadCard): void {
  const { context, palette } = pen;
  context.save();
  if (dimmed) context.globalAlpha *= 0.3;
  drawCard(pen, rect, { fill: palette.panel, line: palette.line, radius: 9, lift: 3 });
  const left = rect.x + 10;
  const right = rect.x + rect.width - 10;
  const colour = workload.ready >= workload.desired ? palette.ready : palette.starting;
  const name = { size: 12, smallest: 11, weight: 600, colour: palette.ink, maxWidth: right - left } as const;
  drawText(context, workload.name, left, rect.y + 17, name);
  const kindWidth = drawText(context, shortKinds[workload.kind] ?? workload.kind, left, rect.y + 33, {
    size: 11,
    colour: palette.dim,
  });
  const count = { size: 12.5, weight: 700, colour, align: 'right' } as const;
  const countWidth = drawText(context, `${workload.ready}/${workload.desired}`, right, rect.y + 33, count);
  const width = right - left - kindWidth - countWidth - 16;
  drawProgress(pen, { x: left + kindWidth + 8, y: rect.y + 27, width, height: 5 }, workload);
  context.restore();
}

function drawProgress({ context, palette }: Pen, rect: Rect, { ready, desired }: WorkloadView): void {
  roundedRect(context, rect, 2.5);
  context.fillStyle = palette.line;
  context.fill();
  if (ready === 0) return;
  roundedRect(context, { ...rect, width: rect.width * Math.min(1, ready / Math.max(1, desired)) }, 2.5);
  context.fillStyle = ready >= desired ? palette.ready : palette.starting;
  context.fill();
}

/** As kubectl abbreviates kinds. */
const shortKinds: Readonly<Record<string, string>> = {
  DaemonSet: 'ds',
  Deployment: 'deploy',
  ReplicationController: 'rc',
  StatefulSet: 'sts',
};

export function rateText(rate: number): string {
  return rate >= 10 ? String(Math.round(rate)) : String(Number(rate.toFixed(1)));
}
