import { describe, expect, it } from 'vitest';
import { SECOND, START, after } from '../../kernel/time.ts';
import { FileTree } from '../files.ts';
import { served } from '../testing/served.ts';
import { instantOf } from './http.ts';
import { nginx } from './nginx.ts';

const root = '/usr/share/nginx/html';
const program = nginx('1.25.1', instantOf('2023-06-13T17:34:28Z'));

function get(path: string, files: Readonly<Record<string, string>>, method = 'GET') {
  const tree = new FileTree(Object.entries(files));
  const now = after(START, 83 * SECOND);
  const answer = served(program, tree, now, { method, path, host: 'x' });
  return answer?.kind === 'response' ? answer.response : undefined;
}

describe('nginx', () => {
  it('serves files with the headers of the real one', () => {
    expect(get('/', { [`${root}/index.html`]: 'x'.repeat(615) })).toMatchObject({
      status: 200,
      headers: {
        Server: 'nginx/1.25.1',
        Date: 'Mon, 05 Jan 2026 08:01:23 GMT',
        'Content-Type': 'text/html',
        'Content-Length': '615',
        'Last-Modified': 'Tue, 13 Jun 2023 17:34:28 GMT',
        ETag: '"6488a8a4-267"',
        'Accept-Ranges': 'bytes',
      },
    });
  });

  it('has no index for an empty directory', () => {
    const page = get('/', {});
    expect(page?.status).toBe(403);
    expect(page?.body.split('\r\n')).toEqual([
      '<html>',
      '<head><title>403 Forbidden</title></head>',
      '<body>',
      '<center><h1>403 Forbidden</h1></center>',
      '<hr><center>nginx/1.25.1</center>',
      '</body>',
      '</html>',
      '',
    ]);
    expect(get('/pages/', { [`${root}/pages/one.html`]: '' })?.status).toBe(403);
  });

  it('does not find what is not there, and takes no orders', () => {
    expect(get('/no.html?x=1', {})?.status).toBe(404);
    expect(get('/no/', {})?.status).toBe(404);
    expect(get('/a.txt', { [`${root}/a.txt`]: 'a' }, 'POST')?.status).toBe(405);
  });

  it('counts bytes, not characters', () => {
    expect(get('/a.txt', { [`${root}/a.txt`]: '简体 é' })?.headers['Content-Length']).toBe('9');
    expect(get('/a.txt', { [`${root}/a.txt`]: 'a' }, 'HEAD')?.body).toBe('');
  });
});
