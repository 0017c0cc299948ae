// What nginx says for itself: the pages of its errors.
import type { HttpResponse } from '../../../../preload/contract/requests.ts';

const TITLES: Readonly<Record<number, string>> = {
  308: 'Permanent Redirect',
  404: 'Not Found',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** The page of a status, with further headers. */
export function nginxPage(status: number, more: Readonly<Record<string, string>> = {}): HttpResponse {
  const title = `${status} ${TITLES[status] ?? ''}`;
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>nginx</center>',
    '</body>',
    '</html>',
  ];
  const body = lines.map((line) => `${line}\r\n`).join('');
  const headers = { 'Content-Type': 'text/html', 'Content-Length': String(body.length), Connection: 'keep-alive' };
  return { status, headers: { ...headers, ...more }, body };
}
