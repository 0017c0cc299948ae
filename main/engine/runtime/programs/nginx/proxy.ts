// What nginx passes on to another server, and what it says when that one does not answer.
import { SECOND } from '../../../kernel/time.ts';
import { dial } from '../dial.ts';
import { failureLine } from './log-lines.ts';
import { errorPage } from './pages.ts';
import type { ProxyTarget } from './sites.ts';
import { filled } from './variables.ts';
import type { Answered, Visit } from './visit.ts';

const CONNECT_US = 60 * SECOND;
/** Headers that concern one connection alone. */
const OWN_HEADERS = new Set(['Server', 'Date', 'Connection']);

/** Asks the target in the client's place; `place` is the beginning of the path that a path of the target's replaces. */
export function passOn(visit: Visit, target: ProxyTarget, place: string): Answered {
  const { process, request, path } = visit;
  const rest = request.path.slice(path.length);
  const sent = target.path === undefined ? request.path : target.path + path.slice(place.length) + rest;
  const host = filled(target.host, visit);
  const asked = {
    method: request.method,
    path: sent,
    host: target.port === 80 ? host : `${host}:${String(target.port)}`,
  };
  const dialled = dial(process, host, target.port, asked, CONNECT_US);
  const { tookUs, address } = dialled;
  const upstream = `upstream: "http://${address}:${String(target.port)}${sent}"`;
  switch (dialled.kind) {
    case 'answered': {
      const { status, headers, body } = dialled.response;
      const passed = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
      const own = errorPage(visit, status).headers;
      const { Server = '', Date = '', Connection = '' } = own;
      return {
        response: { status, headers: { Server, Date, ...Object.fromEntries(passed), Connection }, body },
        tookUs,
      };
    }
    case 'refused':
    case 'no-route': {
      const fault = dialled.kind === 'refused' ? '111: Connection refused' : '113: Host is unreachable';
      const why = `connect() failed (${fault}) while connecting to upstream, ${upstream}`;
      return { response: errorPage(visit, 502), tookUs, logs: [failureLine(visit, why)] };
    }
    case 'unknown-name':
      return { response: errorPage(visit, 502), tookUs, logs: [failureLine(visit, `${host} could not be resolved`)] };
    case 'silent':
    case 'unresolved':
    case 'timeout': {
      const why = `upstream timed out (110: Operation timed out) while connecting to upstream, ${upstream}`;
      return { response: errorPage(visit, 504), tookUs, logs: [failureLine(visit, why)] };
    }
  }
}
