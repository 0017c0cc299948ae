// Models Apache httpd with the configuration its image comes with: files of one folder on port 80.
import { byteLength } from '../../kernel/utf8.ts';
import { isDirectory } from '../os/directories.ts';
import { formatDate } from './dates.ts';
import { contentType, httpDate, pathOf, phraseOf } from './http.ts';
import type { HttpRequest, HttpResponse } from '../interfaces.ts';
import type { LogLine, Process, Program } from './program.ts';

const ROOT = '/usr/local/apache2/htdocs';
const SIGNALS: Readonly<Record<string, string>> = {
  TERM: 'AH00491: caught SIGTERM, shutting down',
  WINCH: 'AH00492: caught SIGWINCH, shutting down gracefully',
};

export function apache(version: string): Program {
  const server = `Apache/${version} (Unix)`;
  return {
    run: (process) => ({ listens: [80], logs: startLines(process, server), next: 'stay' }),
    signal: (process, _state, signal) => {
      const words = SIGNALS[signal];
      return words === undefined ? undefined : { logs: [notice(process, 'mpm_event', words)], next: { exitCode: 0 } };
    },
    answer: (process, request) => {
      const response = answerOf(process, request, server);
      return { kind: 'response', response, logs: [accessLine(process, request, response)] };
    },
  };
}

function startLines(process: Process, server: string): readonly LogLine[] {
  const unnamed =
    "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, " +
    `using ${process.ip}. Set the 'ServerName' directive globally to suppress this message`;
  return [
    { stream: 'stderr', text: unnamed },
    notice(process, 'mpm_event', `AH00489: ${server} configured -- resuming normal operations`),
    notice(process, 'core', "AH00094: Command line: 'httpd -D FOREGROUND'"),
  ];
}

function notice({ now }: Process, module: string, text: string): LogLine {
  const at = formatDate(now, '%a %b %d %T.%6N %Y');
  return { stream: 'stderr', text: `[${at}] [${module}:notice] [pid 1:tid 1] ${text}` };
}

/** Who sent a request is not known here. */
function accessLine({ now }: Process, { method, path }: HttpRequest, { status, body }: HttpResponse): LogLine {
  const at = formatDate(now, '%d/%b/%Y:%T +0000');
  return {
    stream: 'stdout',
    text: `- - - [${at}] "${method} ${path} HTTP/1.1" ${String(status)} ${String(byteLength(body))}`,
  };
}

function answerOf(process: Process, request: HttpRequest, server: string): HttpResponse {
  const path = pathOf(request.path);
  const file = ROOT + (path.endsWith('/') ? `${path}index.html` : path);
  const body = process.files.read(file);
  if (body !== undefined) return page(process, server, 200, contentType(file), request.method === 'HEAD' ? '' : body);
  if (path.endsWith('/') && isDirectory(process.files, (ROOT + path).slice(0, -1)))
    return listing(process, server, path);
  const missing = errorBody(404, 'The requested URL was not found on this server.');
  return page(process, server, 404, 'text/html; charset=iso-8859-1', missing);
}

function page({ now }: Process, server: string, status: number, type: string, body: string): HttpResponse {
  const length = String(byteLength(body));
  return {
    status,
    headers: { Date: httpDate(now), Server: server, 'Content-Length': length, 'Content-Type': type },
    body,
  };
}

function errorBody(status: number, words: string): string {
  const title = `${String(status)} ${phraseOf(status)}`;
  const head = '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n';
  return `${head}<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${phraseOf(status)}</h1>\n<p>${words}</p>\n</body></html>\n`;
}

/** Directories without an index are listed. */
function listing(process: Process, server: string, path: string): HttpResponse {
  const start = (ROOT + path).length;
  const below = process.files.below((ROOT + path).slice(0, -1));
  const names = [...new Set(below.map((file) => file.slice(start).replace(/\/.*$/, '/')))];
  const rows = names.map((name) => `<li><a href="${name}"> ${name}</a></li>\n`).join('');
  const title = `Index of ${path.length > 1 ? path.slice(0, -1) : path}`;
  const body = `<html>\n <head>\n  <title>${title}</title>\n </head>\n <body>\n<h1>${title}</h1>\n<ul>${rows}</ul>\n</body></html>\n`;
  return page(process, server, 200, 'text/html;charset=ISO-8859-1', body);
}
