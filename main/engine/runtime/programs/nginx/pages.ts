// The pages that nginx makes itself, and the headers of all of its answers.
import { byteLength } from '../../../kernel/utf8.ts';
import type { HttpResponse } from '../../interfaces.ts';
import { httpDate, phraseOf } from '../http.ts';
import type { Visit } from './visit.ts';

export function page({ process, release }: Visit, status: number, type: string, body: string): HttpResponse {
  return {
    status,
    headers: {
      Server: release.server,
      Date: httpDate(process.now),
      'Content-Type': type,
      'Content-Length': String(byteLength(body)),
      Connection: 'keep-alive',
    },
    body,
  };
}

export function errorPage(visit: Visit, status: number): HttpResponse {
  const title = `${String(status)} ${phraseOf(status)}`;
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    `<hr><center>${visit.release.server}</center>`,
    '</body>',
    '</html>',
  ];
  return page(visit, status, 'text/html', lines.map((line) => `${line}\r\n`).join(''));
}

/** A page that sends its reader elsewhere. */
export function redirectPage(visit: Visit, status: number, location: string): HttpResponse {
  const { headers, ...rest } = errorPage(visit, status);
  const { Connection = '', ...first } = headers;
  return { ...rest, headers: { ...first, Location: location, Connection } };
}
