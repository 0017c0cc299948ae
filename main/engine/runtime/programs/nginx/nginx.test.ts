import { describe, expect, it } from 'vitest';
import { SECOND, START, after } from '../../../kernel/time.ts';
import { FileTree } from '../../file-tree.ts';
import { Rig } from '../../testing/process-rig.ts';
import { served } from '../../testing/served.ts';
import { instantOf } from '../http.ts';
import { nginx } from './nginx.ts';

const root = '/usr/share/nginx/html';
const MAIN = 'events {}\nhttp {\n  include mime.types;\n  include /etc/nginx/conf.d/*.conf;\n}\n';
const SITE = `server {\n  listen 80;\n  location / {\n    root ${root};\n    index index.html index.htm;\n  }\n}\n`;
const CONFIG = { '/etc/nginx/nginx.conf': MAIN, '/etc/nginx/conf.d/default.conf': SITE };
const program = nginx('1.25.1', instantOf('2023-06-13T17:34:28Z'), new FileTree(Object.entries(CONFIG)));

type Files = Readonly<Record<string, string>>;

function get(path: string, files: Files, method = 'GET', host = 'x', port = 80) {
  const tree = new FileTree(Object.entries({ ...CONFIG, ...files }));
  const answer = served(program, tree, after(START, 83 * SECOND), { method, path, host }, port);
  return answer?.kind === 'response' ? answer.response : undefined;
}

/** The answer of a site with this in its configuration. */
const configured = (site: string, path = '/', host = 'x', files: Files = {}) =>
  get(path, { ...files, '/etc/nginx/conf.d/default.conf': `server {\n listen 80;\n${site}\n}\n` }, 'GET', host);

/** Starts it with this as its only site. */
function started(text: string, argv: readonly string[] = ['server']) {
  const rig = new Rig({ program, files: { ...CONFIG, '/etc/nginx/conf.d/default.conf': text } });
  rig.boot(argv);
  return rig;
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
    expect(get('/pages', { [`${root}/pages/one.html`]: '' })?.headers['Location']).toBe('http://x/pages/');
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

describe('its configuration', () => {
  it.each([
    ['location / { return 200 "hello from $hostname\\n"; }', '/', 200, 'hello from rig\\n'],
    ['default_type application/json; location = /health { return 200 ok; }', '/health', 200, 'ok'],
    ['location / { return 200 any; } location /api/ { return 200 api; }', '/api/x', 200, 'api'],
    ['location ~ \\.php$ { return 200 php; } location /a { return 200 a; }', '/a/x.php', 200, 'php'],
    ['location ^~ /a { return 200 a; } location ~ \\.php$ { return 200 php; }', '/a/x.php', 200, 'a'],
    ['root /srv; location / { try_files $uri /fallback.html; }', '/any', 200, 'fallback'],
    ['root /srv; location / { try_files $uri =404; }', '/any', 404, undefined],
    ['location /pics/ { alias /srv/; }', '/pics/fallback.html', 200, 'fallback'],
    ['root /srv; error_page 404 /fallback.html;', '/any', 404, 'fallback'],
    ['location / { deny all; root /nowhere; }', '/x', 404, undefined],
  ])('%s: %s', (site, path, status, body) => {
    const answer = configured(site, path, 'x', { '/srv/fallback.html': 'fallback' });
    expect(answer?.status).toBe(status);
    if (body !== undefined) expect(answer?.body).toBe(body);
  });

  it('names servers, ports and what is sent elsewhere', () => {
    const two =
      'listen 8080; server_name a; return 301 https://$host$request_uri;\n}\nserver { server_name b; return 204;';
    expect(configured(two, '/p?q=1', 'a:80')?.headers['Location']).toBe('https://a/p?q=1');
    expect(configured(two, '/', 'b')?.status).toBe(204);
    expect(
      started('server { listen 8081; return 200 x; }').answer(8081, { method: 'GET', path: '/', host: 'x' }),
    ).toMatchObject({ response: { status: 200, body: 'x' } });
  });

  it('that cannot be used ends it', () => {
    const faults = [
      ['server {\n listen 80\n}', 'directive "listen" is not terminated by ";" in /etc/nginx/conf.d/default.conf:3'],
      ['server {', 'unexpected end of file, expecting "}" in /etc/nginx/conf.d/default.conf:1'],
      ['user nginx;', '"user" directive is not allowed here in /etc/nginx/conf.d/default.conf:1'],
      [
        'server { location / {\n proxy_pass http://nobody:80; } }',
        'host not found in upstream "nobody" in /etc/nginx/conf.d/default.conf:2',
      ],
    ] as const;
    for (const [text, fault] of faults) {
      const rig = started(text);
      expect(rig.result.exitCode).toBe(1);
      expect(rig.stderr).toContain(`nginx: [emerg] ${fault}\n`);
      expect(started(text, ['server', '-t']).stderr).toBe(
        `nginx: [emerg] ${fault}\nnginx: configuration file /etc/nginx/nginx.conf test failed\n`,
      );
    }
  });

  it('counts as it was when it was read last', () => {
    const rig = started('server { return 200 old; }');
    const ask = () => rig.answer(80, { method: 'GET', path: '/', host: 'x' });
    rig.files.write('/etc/nginx/conf.d/default.conf', 'server { return 200 new; }');
    expect(ask()).toMatchObject({ response: { body: 'old' } });
    rig.signal('HUP');
    expect(ask()).toMatchObject({ response: { body: 'new' } });
    rig.files.write('/etc/nginx/conf.d/default.conf', 'server {');
    rig.signal('HUP');
    expect(ask()).toMatchObject({ response: { body: 'new' } });
  });
});

describe('its end', () => {
  it.each([
    ['QUIT', 'signal 3 (SIGQUIT) received, shutting down'],
    ['TERM', 'signal 15 (SIGTERM) received, exiting'],
  ] as const)('by SIG%s', (signal, text) => {
    const rig = started(SITE);
    rig.signal(signal);
    rig.runFor(SECOND);
    expect(rig.result.exitCode).toBe(0);
    expect(rig.stderr).toContain(`[notice] 1#1: ${text}\n`);
  });
});
