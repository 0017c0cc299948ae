// Models nginx with the configuration its image comes with: static files below /usr/share/nginx/html on port 80.
import type { Micros } from '../../kernel/time.ts';
import type { HttpRequest, HttpResponse } from '../interfaces.ts';
import { byteLength, contentType, httpDate, pathOf, unixSeconds } from './http.ts';
import type { Process, Program } from './program.ts';

const ROOT = '/usr/share/nginx/html';
const INDEX = 'index.html';
const PHRASES: Readonly<Record<number, string>> = { 403: 'Forbidden', 404: 'Not Found', 405: 'Not Allowed' };

/** An nginx of a version whose files bear the time `builtAt`. */
export function nginx(version: string, builtAt: Micros): Program {
  const server = `nginx/${version}`;
  return {
    run: () => ({ listens: [80], logs: [notice(server), notice('start worker processes')], next: 'stay' }),
    terminate: () => ({ logs: [notice('signal 15 (SIGTERM) received, exiting')], next: { exitCode: 0 } }),
    answer: (process, request) => serveFile(process, request, server, builtAt),
  };
}

function serveFile(process: Process, request: HttpRequest, server: string, builtAt: Micros): HttpResponse {
  const path = pathOf(request.path);
  const file = ROOT + (path.endsWith('/') ? path + INDEX : path);
  const body = process.files.read(file);
  if (body === undefined) return errorPage(missingStatus(process, path), server, process.now);
  if (request.method !== 'GET' && request.method !== 'HEAD') return errorPage(405, server, process.now);
  const length = byteLength(body);
  return {
    status: 200,
    headers: {
      Server: server,
      Date: httpDate(process.now),
      'Content-Type': contentType(file),
      'Content-Length': String(length),
      'Last-Modified': httpDate(builtAt),
      Connection: 'keep-alive',
      ETag: `"${unixSeconds(builtAt).toString(16)}-${length.toString(16)}"`,
      'Accept-Ranges': 'bytes',
    },
    body: request.method === 'HEAD' ? '' : body,
  };
}

// A directory that is there but has no index may not be listed.
function missingStatus(process: Process, path: string): number {
  return path.endsWith('/') && (path === '/' || process.files.isDirectory(ROOT + path)) ? 403 : 404;
}

function errorPage(status: number, server: string, now: Micros): HttpResponse {
  const title = `${String(status)} ${PHRASES[status] ?? ''}`;
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    `<hr><center>${server}</center>`,
    '</body>',
    '</html>',
  ];
  const body = lines.map((line) => `${line}\r\n`).join('');
  return {
    status,
    headers: {
      Server: server,
      Date: httpDate(now),
      'Content-Type': 'text/html',
      'Content-Length': String(byteLength(body)),
      Connection: 'keep-alive',
    },
    body,
  };
}

const notice = (text: string) => ({ stream: 'stderr' as const, text: `[notice] 1#1: ${text}` });
