// The quiet lines: the way in from each client over the hubs to the sockets, and along the boards' lanes to every Pod
// that takes a Service's traffic. Lines of what is pointed at or selected are strong.
import type { EndpointView } from '../../../preload/contract/views.ts';
import type { EntityRef } from '../entity.ts';
import type { Point } from '../geometry.ts';
import type { Pen } from './pen.ts';
import { curve, leftOf, pathInside, rightOf, smooth } from './routes.ts';
import type { Hub, StageModel } from './stage-model.ts';

/** Lines outside the boards, drawn beneath them. */
export function drawOuterLinks(pen: Pen, model: StageModel, focus: EntityRef | undefined): void {
  const open = [...model.hubs.values()].filter((hub) => hub.nodePorts.length > 0);
  for (const hub of open) {
    const strong = isStrong(hub, focus);
    for (const { rect } of model.clients) line(pen, curve(rightOf(rect), leftOf(hub.rect)), { strong, width: 2 });
    for (const board of model.boards.values()) {
      for (const socket of board.sockets) {
        if (socket.service === hub.service.uid)
          line(pen, curve(rightOf(hub.rect), leftOf(socket.rect)), { strong, width: 2 });
      }
    }
  }
}

/** Lines inside the boards, between the board and its tiles. */
export function drawInnerLinks(pen: Pen, model: StageModel, focus: EntityRef | undefined): void {
  for (const hub of model.hubs.values()) {
    const strong =
      isStrong(hub, focus) || hub.service.endpoints.some(({ podUid }) => focus?.kind === 'pod' && focus.key === podUid);
    // Services without a way in would only add lines: they show theirs when they are pointed at.
    if (hub.nodePorts.length === 0 && !isStrong(hub, focus)) continue;
    if (hub.nodePorts.length === 0) drawInnerHubLinks(pen, model, hub);
    for (const endpoint of hub.service.endpoints) drawEndpoint(pen, model, endpoint, strong);
  }
}

function drawInnerHubLinks(pen: Pen, model: StageModel, hub: Hub): void {
  const nodes = new Set(hub.service.endpoints.flatMap(({ node }) => (node === undefined ? [] : [node])));
  for (const name of nodes) {
    const board = model.boards.get(name);
    if (board) line(pen, curve(rightOf(hub.rect), board.layout.entry), { strong: true, width: 1.4 });
  }
}

function drawEndpoint(pen: Pen, model: StageModel, endpoint: EndpointView, strong: boolean): void {
  const tile = model.tiles.get(endpoint.podUid ?? '');
  const board = model.boards.get(tile?.pod.node ?? '');
  if (!tile || !board) return;
  line(pen, smooth(pathInside(board, tile)), { strong, width: 1.6, dashed: !endpoint.ready });
}

function isStrong(hub: Hub, focus: EntityRef | undefined): boolean {
  return focus?.kind === 'service' && focus.key === hub.service.uid;
}

function line(
  { context, palette }: Pen,
  points: readonly Point[],
  look: { readonly strong: boolean; readonly width: number; readonly dashed?: boolean },
): void {
  const [first, ...rest] = points;
  if (!first) return;
  context.save();
  context.globalAlpha *= look.strong ? 0.95 : 0.34;
  context.strokeStyle = look.dashed === true ? palette.ending : palette.accent;
  context.lineWidth = look.width;
  if (look.dashed === true) context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const point of rest) context.lineTo(point.x, point.y);
  context.stroke();
  context.restore();
}
