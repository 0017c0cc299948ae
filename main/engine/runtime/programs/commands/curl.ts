// `curl`.
import { MILLISECOND, SECOND } from '../../../kernel/time.ts';
import { byteLength } from '../../../kernel/utf8.ts';
import type { HttpResponse } from '../../interfaces.ts';
import type { Dialled } from '../dial.ts';
import { phraseOf } from '../http.ts';
import type { Process } from '../program.ts';
import { type Options, optionsOf } from './command.ts';
import { CONNECT_US, type Target, hostOf, httpClient } from './http-client.ts';

const VALUED = [
  'max-time',
  'connect-timeout',
  'output',
  'header',
  'data',
  'request',
  'write-out',
  'retry',
  'retry-delay',
  'user-agent',
  'url',
];
const EXIT_CODES = { refused: 7, 'no-route': 7, 'unknown-name': 6, unresolved: 28, silent: 28, timeout: 28 } as const;
const VERSION = '8.14.1';

export const curl = httpClient({
  options: optionsFrom,
  method: ({ flags, values }) =>
    values['X'] ?? values['request'] ?? (isHead(flags) ? 'HEAD' : flags.has('d') || flags.has('data') ? 'POST' : 'GET'),
  patienceUs,
  follows: ({ flags }) => flags.has('L') || flags.has('location'),
  tell,
});

function optionsFrom(args: readonly string[]): Options {
  const options = optionsOf(args, 'oXHdmwAuTbe', VALUED);
  const { url } = options.values;
  return url === undefined ? options : { ...options, operands: [url, ...options.operands] };
}

const isHead = (flags: ReadonlySet<string>) => flags.has('I') || flags.has('head');

function patienceUs({ values }: Options): number {
  return Number(values['m'] ?? values['max-time'] ?? values['connect-timeout'] ?? CONNECT_US / SECOND) * SECOND;
}

function tell(process: Process, options: Options, target: Target, dialled: Dialled): number {
  const { flags } = options;
  const silent = (flags.has('s') || flags.has('silent')) && !(flags.has('S') || flags.has('show-error'));
  if (flags.has('v') || flags.has('verbose')) process.err(conversation(options, target, dialled));
  if (dialled.kind !== 'answered') {
    if (!silent) process.err(`${problem(dialled, target, options)}\n`);
    process.out(written(options, undefined, dialled));
    return EXIT_CODES[dialled.kind];
  }
  const { response } = dialled;
  if ((flags.has('f') || flags.has('fail')) && response.status >= 400) {
    if (!silent) process.err(`curl: (22) The requested URL returned error: ${String(response.status)}\n`);
    process.out(written(options, response, dialled));
    return 22;
  }
  show(process, options, response);
  process.out(written(options, response, dialled));
  return 0;
}

function problem({ kind, tookUs }: Dialled, { host, port }: Target, options: Options): string {
  const milliseconds = String(Math.round(patienceUs(options) / 1000));
  switch (kind) {
    case 'unknown-name':
      return `curl: (6) Could not resolve host: ${host}`;
    case 'refused':
    case 'no-route': {
      const afterMs = Math.round(tookUs / MILLISECOND);
      return `curl: (7) Failed to connect to ${host} port ${String(port)} after ${String(afterMs)} ms: Could not connect to server`;
    }
    case 'unresolved':
      return `curl: (28) Resolving timed out after ${milliseconds} milliseconds`;
    case 'silent':
      return `curl: (28) Operation timed out after ${milliseconds} milliseconds with 0 bytes received`;
    case 'timeout':
    case 'answered':
      return `curl: (28) Connection timed out after ${milliseconds} milliseconds`;
  }
}

/** What `-v` tells of the connection and of both heads. */
function conversation({ flags, values }: Options, target: Target, dialled: Dialled): string {
  const { host, port, path } = target;
  const { kind, address } = dialled;
  if (kind === 'unknown-name' || kind === 'unresolved')
    return `* Could not resolve host: ${host}\n* closing connection #0\n`;
  const place = `${address}:${String(port)}`;
  const resolved = `* Host ${host}:${String(port)} was resolved.\n* IPv6: (none)\n* IPv4: ${address}\n`;
  const trying = `${host === address ? '' : resolved}*   Trying ${place}...\n`;
  if (kind === 'refused' || kind === 'no-route') {
    const why = kind === 'refused' ? 'Connection refused' : 'No route to host';
    return `${trying}* connect to ${address} port ${String(port)} failed: ${why}\n`;
  }
  if (kind === 'timeout') return trying;
  const method = values['X'] ?? values['request'] ?? (isHead(flags) ? 'HEAD' : 'GET');
  const sent = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${hostOf(target)}`,
    `User-Agent: curl/${VERSION}`,
    'Accept: */*',
    '',
  ];
  const head = kind === 'answered' ? [...headLines(dialled.response), ''] : [];
  return [
    trying,
    `* Connected to ${host} (${address}) port ${String(port)}\n* using HTTP/1.x\n`,
    ...sent.map((line) => `> ${line}\n`),
    '* Request completely sent off\n',
    ...head.map((line) => `< ${line}\n`),
    kind === 'answered' ? `* Connection #0 to host ${host} left intact\n` : '',
  ].join('');
}

function headLines({ status, headers }: HttpResponse): readonly string[] {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${String(status)} ${phraseOf(status)}`, ...fields];
}

function show(process: Process, { flags, values }: Options, response: HttpResponse): void {
  const isShown = isHead(flags) || flags.has('i') || flags.has('include');
  const head = isShown ? `${headLines(response).join('\r\n')}\r\n\r\n` : '';
  const text = head + (isHead(flags) ? '' : response.body);
  const file = values['o'] ?? values['output'];
  if (file === undefined || file === '-') process.out(text);
  else if (file !== '/dev/null') process.files.write(process.path(file), text);
}

/** What `-w` asks for; fields that nobody knows are 0. */
function written({ values }: Options, response: HttpResponse | undefined, { address, tookUs }: Dialled): string {
  const format = values['w'] ?? values['write-out'] ?? '';
  const fields: Readonly<Record<string, string>> = {
    http_code: String(response?.status ?? 0).padStart(3, '0'),
    response_code: String(response?.status ?? 0).padStart(3, '0'),
    remote_ip: address,
    size_download: String(byteLength(response?.body ?? '')),
    content_type: response?.headers['Content-Type'] ?? '',
    time_total: (tookUs / SECOND).toFixed(6),
  };
  return format
    .replace(/%\{(\w+)\}/g, (_all, name: string) => fields[name] ?? '0')
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t');
}
