// `nc` and BusyBox's `httpd`: what listens on a port because a command says so.
import { MINUTE, SECOND } from '../../../kernel/time.ts';
import { byteLength } from '../../../kernel/utf8.ts';
import type { HttpRequest, HttpResponse } from '../../interfaces.ts';
import { contentType, httpDate, pathOf } from '../http.ts';
import type { Answer, Process, Program } from '../program.ts';
import { type Options, optionsOf, textOf } from './command.ts';
import { connect } from './connect.ts';

/** What stands before `-e`, and the command behind it. */
function ncOptions(args: readonly string[]): { readonly options: Options; readonly command: readonly string[] } {
  const at = args.findIndex((arg) => /^-[a-z]*e$/.test(arg));
  const own = at < 0 ? args : [...args.slice(0, at), (args[at] ?? '').slice(0, -1)].filter((arg) => arg !== '-');
  return { options: optionsOf(own, 'pwsi'), command: at < 0 ? [] : args.slice(at + 1) };
}

const nc: Program = {
  run: (process, state) => {
    const { options } = ncOptions(process.argv.slice(1));
    const { flags, values, operands } = options;
    if (!flags.has('l')) {
      if (typeof state === 'string') {
        process.err(`nc: ${operands[0] ?? ''} (${state}:${operands[1] ?? ''}): Connection timed out\n`);
        return { next: { exitCode: 1 } };
      }
      const patienceUs = values['w'] === undefined ? 2 * MINUTE : Number(values['w']) * SECOND;
      return connect(process, operands, flags.has('v'), patienceUs);
    }
    const port = Number(values['p'] ?? operands.at(-1));
    const input = process.read();
    const text = textOf(state) + input.text;
    return { state: text, listens: [port], next: input.ended ? 'stay' : 'input' };
  },
  answer: (process, _request, state) => {
    const { options, command } = ncOptions(process.argv.slice(1));
    const persists = options.flags.has('k') || process.argv.some((arg) => /^-[a-z]*ll/.test(arg));
    const output = command.length > 0 ? (process.runAtOnce(command, {})?.stdout ?? '') : textOf(state);
    const response = parseResponse(output);
    if (!response) return { kind: 'silent' };
    return { kind: 'response', response, ...(!persists && { exitCode: 0 }) };
  },
};

/** An answer that a script has written as text; undefined when it is none. */
function parseResponse(text: string): HttpResponse | undefined {
  const [, status, rest = ''] = /^HTTP\/1\.[01] (\d{3})[^\n]*\r?\n([^]*)$/.exec(text) ?? [];
  if (status === undefined) return undefined;
  const { headers, body } = divide(rest);
  return { status: Number(status), headers, body };
}

function divide(text: string): { readonly headers: Record<string, string>; readonly body: string } {
  const end = /^\r?\n|\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers = Object.fromEntries(
    head.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()] as const] : [];
    }),
  );
  return { headers, body: end ? text.slice(end.index + end[0].length) : '' };
}

const httpd: Program = {
  run: (process) => {
    const { flags, values } = optionsOf(process.argv.slice(1), 'pchumer');
    if (flags.has('f')) return { listens: [Number((values['p'] ?? '80').split(':').at(-1))], next: 'stay' };
    process.spawn([process.argv[0] ?? 'httpd', '-f', ...process.argv.slice(1)]);
    return { next: { exitCode: 0 } };
  },
  answer: (process, request) => {
    const { values } = optionsOf(process.argv.slice(1), 'pchumer');
    const root = process.path(values['h'] ?? '.');
    const path = pathOf(request.path);
    const file = (root === '/' ? '' : root) + (path.endsWith('/') ? `${path}index.html` : path);
    const body = process.files.read(file);
    if (body === undefined) return page(process, 404, 'Not Found');
    if (path.startsWith('/cgi-bin/')) return script(process, request, file);
    return { kind: 'response', response: { status: 200, headers: headersOf(process, contentType(file), body), body } };
  },
};

function headersOf(process: Process, type: string, body: string): Record<string, string> {
  return {
    Date: httpDate(process.now),
    'Content-Type': type,
    'Content-Length': String(byteLength(body)),
    Connection: 'close',
  };
}

function page(process: Process, status: number, words: string): Answer {
  const body = `<HTML><HEAD><TITLE>${String(status)} ${words}</TITLE></HEAD>\n<BODY><H1>${String(status)} ${words}</H1>\n</BODY></HTML>\n`;
  return { kind: 'response', response: { status, headers: headersOf(process, 'text/html', body), body } };
}

/** A script's own status and headers, then what it writes. */
function script(process: Process, request: HttpRequest, file: string): Answer {
  const env = {
    REQUEST_METHOD: request.method,
    REQUEST_URI: request.path,
    QUERY_STRING: request.path.split('?')[1] ?? '',
    HTTP_HOST: request.host,
  };
  const result = process.runAtOnce([file], env);
  if (!result) return { kind: 'silent' };
  const { headers, body } = divide(result.stdout);
  const { Status: status = headers['Location'] === undefined ? '200' : '302', ...others } = headers;
  return {
    kind: 'response',
    tookUs: result.tookUs,
    response: { status: Number.parseInt(status, 10), headers: others, body },
  };
}

export const listeners: Readonly<Record<string, Program>> = { nc, netcat: nc, ncat: nc, httpd };
