// What the page may not do. It is served from a scheme of our own, so that it has an origin of its own and a content
// security policy; it cannot be led elsewhere, open windows, ask for permissions or embed other pages.
import { type IpcMainEvent, type IpcMainInvokeEvent, type WebContents, app, net, protocol, session } from 'electron';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://kubarium`;
export const START_PAGE = `${ORIGIN}/index.html`;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Serves the page's files from `folder`, refuses every permission, and ties down every page that ever appears. */
export function secureApp(folder: string): void {
  protocol.handle(SCHEME, (request) => serve(folder, request.url));
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    tieDown(contents);
  });
}

/** Whether an IPC message comes from the top frame of our own page. */
export function isOurs(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null) return false;
  const { protocol: scheme, host } = new URL(frame.url);
  return `${scheme}//${host}` === ORIGIN;
}

function tieDown(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

async function serve(folder: string, url: string): Promise<Response> {
  const path = fileOf(folder, url);
  if (path === undefined) return new Response('no such page', { status: 404 });
  try {
    const file = await net.fetch(pathToFileURL(path).href);
    const headers = new Headers(file.headers);
    headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(file.body, { status: file.status, headers });
  } catch {
    return new Response('no such file', { status: 404 });
  }
}

/** The file a URL of ours names; undefined for other hosts and for what lies outside the folder. */
export function fileOf(folder: string, url: string): string | undefined {
  const { host, pathname } = new URL(url);
  if (host !== 'kubarium') return undefined;
  const path = normalize(join(folder, decodeURIComponent(pathname)));
  return path.startsWith(normalize(folder) + sep) ? path : undefined;
}
