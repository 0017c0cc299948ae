// Models nginx with the configuration its image comes with: static files below /usr/share/nginx/html on port 80.
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import type { HttpRequest, HttpResponse } from '../interfaces.ts';
import { byteLength, contentType, httpDate, pathOf, phraseOf, unixSeconds } from './http.ts';
import type { Answer, LogLine, Process, ProcessInfo, Program, Turn } from './program.ts';

const ROOT = '/usr/share/nginx/html';
const INDEX = 'index.html';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An nginx of a version whose files bear the time `builtAt`. */
export function nginx(version: string, builtAt: Micros): Program {
  const server = `nginx/${version}`;
  return {
    run: (process) => start(process, server),
    signal: (_process, _state, signal) => {
      const number = { TERM: 15, INT: 2, QUIT: 3 }[signal as string];
      if (number === undefined) return signal === 'HUP' ? { logs: [notice('reconfiguring')], next: 'stay' } : undefined;
      const how = signal === 'QUIT' ? 'shutting down' : 'exiting';
      return { logs: [notice(`signal ${String(number)} (SIG${signal}) received, ${how}`)], next: { exitCode: 0 } };
    },
    answer: (process, request): Answer => {
      const response = serveFile(process, request, server, builtAt);
      return { kind: 'response', response, logs: [accessLine(process, request, response)] };
    },
  };
}

/** The server, or what its options ask for instead: `-t`, `-v`, `-s reload`. */
function start(process: Process, server: string): Turn {
  const [, option = '', value = ''] = process.argv;
  if (option === '-v' || option === '-V') return { logs: [error(`nginx version: ${server}`)], next: { exitCode: 0 } };
  if (option === '-t') {
    const file = 'configuration file /etc/nginx/nginx.conf';
    return {
      logs: [error(`nginx: the ${file} syntax is ok`), error(`nginx: ${file} test is successful`)],
      next: { exitCode: 0 },
    };
  }
  if (option === '-s') {
    process.signal(1, value === 'reload' ? 'HUP' : value === 'quit' ? 'QUIT' : 'TERM');
    return { next: { exitCode: 0 } };
  }
  return { listens: [80], logs: [notice(server), notice('start worker processes')], next: 'stay' };
}

function accessLine(process: Process, { method, path }: HttpRequest, { status, body }: HttpResponse): LogLine {
  const [date = '', clock = ''] = toTimestamp(process.now).split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  const at = `${day}/${MONTHS[Number(month) - 1] ?? ''}/${year}:${clock.slice(0, 8)} +0000`;
  const size = String(byteLength(body));
  return { stream: 'stdout', text: `- - - [${at}] "${method} ${path} HTTP/1.1" ${String(status)} ${size} "-" "-" "-"` };
}

function serveFile(process: ProcessInfo, request: HttpRequest, server: string, builtAt: Micros): HttpResponse {
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
function missingStatus(process: ProcessInfo, path: string): number {
  return path.endsWith('/') && (path === '/' || process.files.isDirectory(ROOT + path)) ? 403 : 404;
}

function errorPage(status: number, server: string, now: Micros): HttpResponse {
  const title = `${String(status)} ${phraseOf(status)}`;
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

const error = (text: string): LogLine => ({ stream: 'stderr', text });
const notice = (text: string) => error(`[notice] 1#1: ${text}`);
