// The lines that nginx logs: what happens to it on standard error, requests on standard output.
import { type Micros, toTimestamp } from '../../../kernel/time.ts';
import { byteLength } from '../../../kernel/utf8.ts';
import type { HttpRequest, HttpResponse } from '../../interfaces.ts';
import { formatDate } from '../dates.ts';
import type { LogLine, Process } from '../program.ts';
import type { Visit } from './visit.ts';

type Level = 'notice' | 'error' | 'emerg';

export const errorText = (text: string): LogLine => ({ stream: 'stderr', text });

/** What stands before every notice of the first process: `2026/01/05 08:00:01 [notice] 1#1: `. */
export function noticePrefix(now: Micros): string {
  return `${momentOf(now)} [notice] 1#1: `;
}

/** `2026/01/05 08:00:01`; without a pattern, because every Pod that starts nginx logs a dozen of them. */
function momentOf(now: Micros): string {
  const stamp = toTimestamp(now);
  return `${stamp.slice(0, 4)}/${stamp.slice(5, 7)}/${stamp.slice(8, 10)} ${stamp.slice(11, 19)}`;
}

export function stamped(now: Micros, level: Level, text: string, who = '1#1'): LogLine {
  return errorText(`${momentOf(now)} [${level}] ${who}: ${text}`);
}

/** What went wrong with a request; the worker tells it. */
export function failureLine({ process, request }: Visit, text: string): LogLine {
  const { method, path, host } = request;
  const about = `client: -, server: localhost, request: "${method} ${path} HTTP/1.1", host: "${host}"`;
  return stamped(process.now, 'error', `*1 ${text}, ${about}`, '29#29');
}

/** The log of requests; who sent one is not known here. */
export function accessLine(process: Process, { method, path }: HttpRequest, { status, body }: HttpResponse): LogLine {
  const at = formatDate(process.now, '%d/%b/%Y:%H:%M:%S +0000');
  const size = String(byteLength(body));
  return { stream: 'stdout', text: `- - - [${at}] "${method} ${path} HTTP/1.1" ${String(status)} ${size} "-" "-" "-"` };
}
