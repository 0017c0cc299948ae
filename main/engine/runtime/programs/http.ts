// What HTTP servers have in common: dates, types, and headers of a file.
import { type Micros, fromTimestamp } from '../../kernel/time.ts';
import { formatDate } from './dates.ts';

const PHRASES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Time-out',
};

/** What stands behind a status: `Not Found`. */
export function phraseOf(status: number): string {
  return PHRASES[status] ?? '';
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  txt: 'text/plain',
  xml: 'text/xml',
  svg: 'image/svg+xml',
};

/** An instant as HTTP writes it: `Tue, 13 Jun 2023 17:34:28 GMT`. */
export function httpDate(instant: Micros): string {
  return formatDate(instant, '%a, %d %b %Y %H:%M:%S GMT');
}

/** The instant of an RFC 3339 time; the beginning when the text is none. */
export function instantOf(timestamp: string): Micros {
  return fromTimestamp(timestamp) ?? (0 as Micros);
}

/** The media type of a file by its ending. */
export function contentType(path: string): string {
  return TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

/** The path of a request without its query. */
export function pathOf(target: string): string {
  return target.split(/[?#]/, 1)[0] ?? '/';
}
