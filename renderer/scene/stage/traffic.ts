// Packets under way and the marks where requests failed. Wall time, in milliseconds: how fast a packet moves is for the
// eye and has nothing to do with the cluster's clock.
import { easeCubicInOut } from 'd3';
import type { RequestView } from '../../../preload/contract/views.ts';
import { durationsMs } from '../../theme/tokens.ts';
import type { Point } from '../geometry.ts';
import { pointAt, routeOf, type Route } from './routes.ts';
import type { StageModel } from './stage-model.ts';

export interface Packet {
  readonly route: Route;
  readonly startMs: number;
  readonly failed: boolean;
  readonly request: RequestView;
}

export interface FailureMark {
  readonly at: Point;
  readonly reason: string;
  /** The last node that it came to, or empty. */
  readonly node: string;
  readonly count: number;
  readonly fromMs: number;
}

/** More a second than `packetsPerSecond` are a sample, fairly drawn: as many as the eye can follow on so many nodes. */
const density = { least: 60, perNode: 20, most: 3000 };
/** As many as are under way at the most a second allowed, and a few more. */
const packetsMax = 2400;
const marksMax = 24;
const markBackPx = 7;
/** Requests that came together set out over this time, or they would be one dot. */
const spreadMs = 220;

export function packetsPerSecond(nodes: number): number {
  return Math.min(density.most, Math.max(density.least, nodes * density.perNode));
}

export class Traffic {
  packets: readonly Packet[] = [];
  marks: readonly FailureMark[] = [];
  private budget = density.least / 4;
  private lastMs = 0;
  private passedOver = 0;

  /** Sends packets on their way, as many as the eye can follow. */
  send(model: StageModel, requests: readonly RequestView[], leftOut: number, nowMs: number): void {
    const rate = packetsPerSecond(model.boards.size);
    const allowance = Math.min(rate, this.budget + ((nowMs - this.lastMs) / 1000) * rate);
    const elapsedMs = Math.min(spreadMs, nowMs - this.lastMs);
    this.lastMs = nowMs;
    const chosen = this.sample(requests, Math.floor(allowance), leftOut);
    this.budget = allowance - chosen.length;
    const started = chosen.flatMap((request, index): Packet[] => {
      const route = routeOf(model, request);
      const startMs = nowMs + (index / chosen.length) * elapsedMs;
      return route && route.points.length > 1 ? [{ route, startMs, request, failed: hasFailed(request) }] : [];
    });
    this.packets = [...this.packets, ...started].slice(-packetsMax);
  }

  /** Brings everything to this moment. Answers the Pods that a packet has reached since. */
  advance(nowMs: number): readonly string[] {
    const arrived = this.packets.filter((packet) => nowMs - packet.startMs >= durationsMs.packet);
    if (arrived.length > 0) this.packets = this.packets.filter((packet) => nowMs - packet.startMs < durationsMs.packet);
    for (const packet of arrived) if (packet.failed) this.mark(packet, nowMs);
    this.marks = this.marks.filter((mark) => nowMs - mark.fromMs < durationsMs.failureMark);
    return arrived.flatMap(({ failed, request }) => (failed || request.podUid === undefined ? [] : [request.podUid]));
  }

  get moving(): boolean {
    return this.packets.length > 0 || this.marks.length > 0;
  }

  clear(): void {
    this.packets = [];
    this.marks = [];
  }

  /** Every n-th, counted on over all that came, so that each request has the same chance to be seen. */
  private sample(requests: readonly RequestView[], room: number, leftOut: number): readonly RequestView[] {
    if (requests.length + leftOut <= room) return requests;
    if (room <= 0) return [];
    const stride = Math.max(1, requests.length / room);
    const chosen = requests.filter((_, index) => Math.floor((index + this.passedOver) % stride) === 0).slice(0, room);
    this.passedOver = (this.passedOver + requests.length) % Math.ceil(stride);
    return chosen;
  }

  private mark({ route, request }: Packet, nowMs: number): void {
    // In the lane before what it did not get into, so that the cross covers no text.
    const at = pointAt(route, Math.max(0, 1 - markBackPx / Math.max(1, route.lengths.at(-1) ?? 1)));
    const reason =
      request.why ?? (request.outcome === 'answered' ? `HTTP ${request.httpStatus ?? ''}` : request.outcome);
    const same = this.marks.find(
      (mark) => mark.reason === reason && Math.hypot(mark.at.x - at.x, mark.at.y - at.y) < 6,
    );
    const others = this.marks.filter((mark) => mark !== same);
    const node = request.hops.findLast((hop) => hop.at === 'node')?.id ?? '';
    this.marks = [...others, { at, reason, node, count: (same?.count ?? 0) + 1, fromMs: nowMs }].slice(-marksMax);
  }
}

export function packetPlace({ route, startMs }: Packet, nowMs: number): Point | undefined {
  if (nowMs < startMs) return undefined;
  return pointAt(route, easeCubicInOut(Math.min(1, (nowMs - startMs) / durationsMs.packet)));
}

/** Answers of 500 and above are failures too; 403 is an answer (the tutorial's web servers give it). */
export function hasFailed({ outcome, httpStatus }: RequestView): boolean {
  return outcome !== 'answered' || (httpStatus ?? 200) >= 500;
}
