// The quiet lines: the way in from each client over the hubs to the sockets, and along the boards' lanes to every Pod
// that takes a Service's traffic. Lines of what is pointed at or selected are strong.
import type { EndpointView } from '../../../preload/contract/views.ts';
import type { EntityRef } from '../entity.ts';
import type { Point } from '../geometry.ts';
import { isCutOff } from './draw-link-state.ts';
import type { Pen } from './pen.ts';
import { curve, leftOf, pathInside, rightOf, smooth } from './routes.ts';
import type { Board, Hub, StageModel } from './stage-model.ts';

const boardsLinkedMax = 6;

/** Lines outside the boards, drawn beneath them. */
export function drawOuterLinks(pen: Pen, model: StageModel, focus: EntityRef | undefined): void {
  const open = [...model.hubs.values()].filter((hub) => hub.nodePorts.length > 0);
  for (const hub of open) {
    const strong = isStrong(hub, focus);
    // A fan of lines to a whole fleet says nothing.
    const few = model.boards.size <= boardsLinkedMax || strong;
    for (const { rect } of model.clients) line(pen, curve(rightOf(rect), leftOf(hub.rect)), { strong, width: 2 });
    if (!few) continue;
    for (const { node, sockets } of model.boards.values()) {
      for (const { rect } of sockets.filter(({ service }) => service === hub.service.uid))
        wayIn(pen, curve(rightOf(hub.rect), leftOf(rect)), { strong, width: 2, cut: isCutOff(node) });
    }
  }
}

/** What nothing comes through ends before it arrives. */
function wayIn(
  pen: Pen,
  points: readonly Point[],
  { strong, width, cut }: { readonly strong: boolean; readonly width: number; readonly cut: boolean },
): void {
  line(pen, cut ? points.slice(0, Math.ceil(points.length * 0.7)) : points, { strong, width });
}

/** Lines inside one board, between the board and its tiles. */
export function drawInnerLinks(pen: Pen, model: StageModel, board: Board, focus: EntityRef | undefined): void {
  for (const hub of model.hubs.values()) {
    const pointedAt = isStrong(hub, focus);
    // Services without a way in would only add lines: they show theirs when they are pointed at.
    if (hub.nodePorts.length === 0 && !pointedAt) continue;
    const here = hub.service.endpoints.filter(({ node }) => node === board.node.name);
    if (hub.nodePorts.length === 0 && here.length > 0) {
      line(pen, curve(rightOf(hub.rect), board.layout.entry), { strong: true, width: 1.4 });
    }
    const strong = pointedAt || (focus?.kind === 'pod' && here.some(({ podUid }) => podUid === focus.key));
    for (const endpoint of here) drawEndpoint(pen, board, endpoint, strong);
  }
}

function drawEndpoint(pen: Pen, board: Board, endpoint: EndpointView, strong: boolean): void {
  const tile = board.byUid.get(endpoint.podUid ?? '');
  if (tile) line(pen, smooth(pathInside(board, tile)), { strong, width: 1.6, dashed: !endpoint.ready });
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
