// Files below a root, as nginx serves them.
import { byteLength } from '../../../kernel/utf8.ts';
import { isDirectory, namesIn } from '../../os/directories.ts';
import type { HttpResponse } from '../../interfaces.ts';
import { unixSeconds } from '../dates.ts';
import { contentType, httpDate } from '../http.ts';
import { failureLine } from './log-lines.ts';
import { errorPage, page, redirectPage } from './pages.ts';
import type { Rules } from './sites.ts';
import type { Answered, Visit } from './visit.ts';

/** This directory is there even when the image's files are hidden from it. */
const STANDING_ROOT = '/usr/share/nginx/html/';

/** Answers for another path instead. */
export type Again = (path: string) => Answered;

/** What the rules make of the visit's path; `place` is the beginning of it that they are given for. */
export function fileAnswer(visit: Visit, rules: Rules, place: string, again: Again): Answered {
  if (rules.tryFiles) return tried(visit, rules, rules.tryFiles, place, again);
  const { process, path } = visit;
  const file = fileOf(rules, place, path);
  if (path.endsWith('/')) return indexAnswer(visit, rules, file, again);
  const body = process.files.read(file);
  if (body !== undefined) return { response: served(visit, file, body) };
  if (!isDirectory(process.files, file)) return missing(visit, file);
  return { response: redirectPage(visit, 301, `http://${visit.request.host}${path}/`) };
}

function fileOf({ root, alias }: Rules, place: string, path: string): string {
  return alias === undefined ? root.replace(/\/$/, '') + path : alias + path.slice(place.length);
}

function tried(visit: Visit, rules: Rules, tryFiles: readonly string[], place: string, again: Again): Answered {
  const { tryFiles: _done, ...others } = rules;
  const { files } = visit.process;
  const last = tryFiles.at(-1) ?? '=404';
  for (const each of tryFiles.slice(0, -1)) {
    const path = each.replace('$uri', visit.path);
    const file = fileOf(rules, place, path);
    const isThere = path.endsWith('/') ? isDirectory(files, file.slice(0, -1)) : files.read(file) !== undefined;
    if (isThere) return fileAnswer({ ...visit, path }, others, place, again);
  }
  if (last.startsWith('=')) return { response: errorPage(visit, Number(last.slice(1))) };
  return again(last.replace('$uri', visit.path));
}

function indexAnswer(visit: Visit, rules: Rules, directory: string, again: Again): Answered {
  const { files } = visit.process;
  const index = rules.index.find((name) => files.read(directory + name) !== undefined);
  if (index !== undefined) return again(visit.path + index);
  const isThere = isDirectory(files, directory.slice(0, -1)) || directory === STANDING_ROOT;
  if (!isThere) return missing(visit, directory + (rules.index[0] ?? ''));
  if (rules.autoindex === true) return { response: listing(visit, directory) };
  const logs = [failureLine(visit, `directory index of "${directory}" is forbidden`)];
  return { response: errorPage(visit, 403), logs };
}

function missing(visit: Visit, file: string): Answered {
  const logs = [failureLine(visit, `open() "${file}" failed (2: No such file or directory)`)];
  return { response: errorPage(visit, 404), logs };
}

function served(visit: Visit, file: string, body: string): HttpResponse {
  const { method } = visit.request;
  if (method !== 'GET' && method !== 'HEAD') return errorPage(visit, 405);
  const { builtAt } = visit.release;
  const { status, headers } = page(visit, 200, contentType(file), body);
  const { Connection = '', ...first } = headers;
  const own = {
    'Last-Modified': httpDate(builtAt),
    Connection,
    ETag: `"${unixSeconds(builtAt).toString(16)}-${byteLength(body).toString(16)}"`,
    'Accept-Ranges': 'bytes',
  };
  return { status, headers: { ...first, ...own }, body };
}

function listing(visit: Visit, directory: string): HttpResponse {
  const { files } = visit.process;
  const names = namesIn(files, directory.slice(0, -1));
  const shown = names.map((name) => (isDirectory(files, directory + name) ? `${name}/` : name));
  const rows = shown.map((name) => `<a href="${name}">${name}</a>\r\n`).join('');
  const title = `Index of ${visit.path}`;
  const head = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<h1>${title}</h1>`;
  const body = `${head}<hr><pre><a href="../">../</a>\r\n${rows}</pre><hr></body>\r\n</html>\r\n`;
  return page(visit, 200, 'text/html', body);
}
