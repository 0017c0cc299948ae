// The packets of a request as a machine sees them that it passes: on the side of the client and, where rules or routes
// send it on, on the side of the server.
import type { Passed } from '../../traffic-book.ts';
import type { Header } from './packet-filter.ts';

/** Where somebody looks. */
export interface Place {
  readonly node: string;
  readonly ip: string;
  /** The device by which packets to an address leave the machine. */
  deviceTo(address: string): string;
}

export interface SeenPacket extends Header {
  readonly atUs: number;
  readonly device: string;
  readonly direction: 'In' | 'Out';
  /** What stands behind the addresses. */
  readonly text: string;
}

/** One side of the machine: who talks to whom there. */
interface Leg {
  readonly client: string;
  readonly server: string;
  readonly device: string;
  /** Whether requests come in there; else they leave. */
  readonly comesIn: boolean;
}

/** How long a packet takes from one side to the other. */
const THROUGH_US = 8;

/** In the order in which they go by. */
export function packetsOf(request: Passed, place: Place): readonly SeenPacket[] {
  const { hops, sentUs, endedUs } = request;
  const cameUs = sentUs + (hops.find(({ id }) => id === place.node)?.afterUs ?? 0);
  const legs = legsOf(request, place);
  return saidOf(request).flatMap(({ by, share, text }) => {
    const atUs = cameUs + share * (endedUs - cameUs);
    const ordered = by === 'client' ? legs : legs.toReversed();
    return ordered.map((leg, at) => packetOn(leg, by, text, atUs + at * THROUGH_US));
  });
}

function packetOn(
  { client, server, device, comesIn }: Leg,
  by: 'client' | 'server',
  text: string,
  atUs: number,
): SeenPacket {
  const isIn = comesIn === (by === 'client');
  const [from, to] = by === 'client' ? [client, server] : [server, client];
  return { protocol: 'tcp', from, to, device, direction: isIn ? 'In' : 'Out', text, atUs };
}

/** Addresses change at the machine whose rules did so; others see the packet as it came to them. */
function legsOf({ source, sourcePort, destination, backend, hops }: Passed, place: Place): readonly Leg[] {
  const at = hops.findIndex(({ id }) => id === place.node);
  const before = hops.slice(0, Math.max(at, 0));
  const here = hops[at];
  const seen = (list: typeof hops, key: 'source' | 'destination') =>
    list.findLast((hop) => hop[key] !== undefined)?.[key];
  const came = { source: seen(before, 'source') ?? source, destination: seen(before, 'destination') ?? destination };
  const left = { source: here?.source ?? came.source, destination: here?.destination ?? came.destination };
  const end = (address: string) => address.replace(':', '.');
  const inner: Leg = {
    client: `${left.source}.${sourcePort}`,
    server: end(left.destination),
    device: place.deviceTo(left.destination.split(':')[0] ?? ''),
    comesIn: false,
  };
  const isOwn = at === 0;
  if (isOwn) return [inner];
  const from =
    before.some(({ at: kind }) => kind === 'node') && backend !== undefined ? 'flannel.1' : place.deviceTo(came.source);
  const outer: Leg = {
    client: `${came.source}.${sourcePort}`,
    server: end(came.destination),
    device: from,
    comesIn: true,
  };
  return inner.device === 'lo' ? [outer] : [outer, inner];
}

interface Said {
  readonly by: 'client' | 'server';
  /** When, as a share of the time from the first packet to the end. */
  readonly share: number;
  readonly text: string;
}

const ASKED: Said = { by: 'client', share: 0, text: 'Flags [S], seq 0, win 64240, length 0' };
const OPENED: readonly Said[] = [
  ASKED,
  { by: 'server', share: 0.4, text: 'Flags [S.], seq 0, ack 1, win 65160, length 0' },
  { by: 'client', share: 0.45, text: 'Flags [.], ack 1, win 502, length 0' },
];
const CLOSED: readonly Said[] = [
  { by: 'client', share: 1, text: 'Flags [F.], seq 78, ack 239, win 501, length 0' },
  { by: 'server', share: 1, text: 'Flags [F.], seq 239, ack 79, win 509, length 0' },
  { by: 'client', share: 1, text: 'Flags [.], ack 240, win 501, length 0' },
];

/** What client and server say to each other; over a connection that stands only the request and its answer. */
function saidOf({ outcome, path, httpStatus, kept, stands }: Passed): readonly Said[] {
  const isAgain = (kept?.request ?? 1) > 1;
  const request: Said = {
    by: 'client',
    share: 0.5,
    text: `Flags [P.], seq 1:78, ack 1, win 502, length 77: HTTP: GET ${path} HTTP/1.1`,
  };
  const opening = isAgain ? [request] : [...OPENED, request];
  switch (outcome) {
    case 'no-route':
      return [];
    case 'timed-out':
      return isAgain ? [request] : [ASKED];
    case 'refused':
      return [ASKED, { by: 'server', share: 1, text: 'Flags [R.], seq 0, ack 1, win 0, length 0' }];
    case 'reset':
      return [...opening, { by: 'server', share: 1, text: 'Flags [R.], seq 1, ack 78, win 0, length 0' }];
    case 'answered': {
      const heard: Said = { by: 'server', share: 0.6, text: 'Flags [.], ack 78, win 509, length 0' };
      const answer: Said = {
        by: 'server',
        share: 0.99,
        text: `Flags [P.], seq 1:239, ack 78, win 509, length 238: HTTP: HTTP/1.1 ${httpStatus ?? 200}`,
      };
      const read: Said = { by: 'client', share: 0.995, text: 'Flags [.], ack 239, win 501, length 0' };
      return [...opening, heard, answer, read, ...(stands ? [] : CLOSED)];
    }
  }
}
