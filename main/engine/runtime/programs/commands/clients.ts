// `wget` of BusyBox and `curl`: they ask what listens in the same Pod, or at an address.
import { MINUTE, SECOND } from '../../../kernel/time.ts';
import type { HttpResponse } from '../../interfaces.ts';
import { baseName } from '../../os/paths.ts';
import { phraseOf } from '../http.ts';
import type { Process, Program, Turn } from '../program.ts';
import { type Options, optionsOf } from './command.ts';

interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** What became of a request: a response, or why there is none. */
type Fetched =
  | { readonly kind: 'answered'; readonly response: HttpResponse }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown-name' }
  | { readonly kind: 'timeout' };

const CONNECT_US = 130 * SECOND;

function targetOf(url: string): Target {
  const [, scheme = 'http', host = '', port, path = ''] =
    /^(?:(https?):\/\/)?([^/:?]+|\[[^\]]*\])(?::(\d+))?(.*)$/.exec(url) ?? [];
  return {
    host,
    port: Number(port ?? (scheme === 'https' ? 443 : 80)),
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

/** A client: asks, waits as long as the answer or its patience takes, and tells. */
function client(
  patienceUs: (options: Options) => number,
  optionsFrom: (args: readonly string[]) => Options,
  tell: (process: Process, options: Options, target: Target, fetched: Fetched) => number,
): Program {
  return {
    run: (process, state): Turn => {
      const options = optionsFrom(process.argv.slice(1));
      const target = targetOf(options.operands[0] ?? '');
      if (state === true) return { next: { exitCode: tell(process, options, target, { kind: 'timeout' }) } };
      const answer = ask(process, options, target);
      if (answer.kind === 'timeout') return { state: true, next: { waitUs: patienceUs(options) } };
      return { next: { exitCode: tell(process, options, target, answer) } };
    },
  };
}

function ask(process: Process, options: Options, { host, port, path }: Target): Fetched {
  const method =
    options.values['X'] ??
    (options.flags.has('I') || options.flags.has('spider') ? 'HEAD' : options.flags.has('d') ? 'POST' : 'GET');
  const answer = process.request(host, port, { method, path, host: port === 80 ? host : `${host}:${String(port)}` });
  if (answer.kind === 'answered') return { kind: 'answered', response: answer };
  return { kind: answer.kind === 'refused' || answer.kind === 'unknown-name' ? answer.kind : 'timeout' };
}

const wget = client(
  ({ values }) => Number(values['T'] ?? values['timeout'] ?? CONNECT_US / SECOND) * SECOND,
  (args) => optionsOf(args, 'OTtPU', ['timeout', 'tries', 'header', 'post-data', 'output-document']),
  (process, { flags, values }, { host, port, path }, fetched) => {
    const quiet = flags.has('q') || flags.has('quiet');
    const address = host === 'localhost' ? '127.0.0.1' : host;
    if (fetched.kind === 'unknown-name')
      return failing(process, `wget: bad address '${host}${port === 80 ? '' : `:${String(port)}`}'`);
    if (!quiet)
      process.err(
        `Connecting to ${host}${port === 80 && host !== address ? '' : `:${String(port)}`} (${address}:${String(port)})\n`,
      );
    if (fetched.kind === 'refused')
      return failing(process, `wget: can't connect to remote host (${address}): Connection refused`);
    if (fetched.kind === 'timeout') return failing(process, 'wget: download timed out');
    const { response } = fetched;
    if (response.status >= 400)
      return failing(
        process,
        `wget: server returned error: HTTP/1.1 ${String(response.status)} ${phraseOf(response.status)}`,
      );
    if (flags.has('spider')) {
      if (!quiet) process.err('remote file exists\n');
      return 0;
    }
    save(process, values['O'] ?? values['output-document'], baseName(path) || 'index.html', response.body, quiet);
    return 0;
  },
);

function save(process: Process, output: string | undefined, name: string, body: string, quiet: boolean): void {
  const file = output ?? name;
  if (file === '-') process.out(body);
  else if (file !== '/dev/null') process.files.write(process.path(file), body);
  if (quiet || file === '-') return;
  process.err(`saving to '${file}'\n'${file}' saved\n`);
}

function failing(process: Process, message: string, exitCode = 1): number {
  process.err(`${message}\n`);
  return exitCode;
}

const patience = ({ values }: Options) =>
  Number(values['m'] ?? values['max-time'] ?? values['connect-timeout'] ?? CONNECT_US / SECOND) * SECOND;

const curl = client(
  patience,
  (args) =>
    optionsOf(args, 'oXHdmwAuTbe', [
      'max-time',
      'connect-timeout',
      'output',
      'header',
      'data',
      'request',
      'write-out',
      'retry',
      'retry-delay',
    ]),
  (process, options, target, fetched) => {
    const { flags } = options;
    const silent = (flags.has('s') || flags.has('silent')) && !(flags.has('S') || flags.has('show-error'));
    if (fetched.kind !== 'answered') {
      if (!silent) process.err(`${curlProblem(fetched.kind, target, patience(options))}\n`);
      process.out(written(options, 0));
      return { refused: 7, 'unknown-name': 6, timeout: 28 }[fetched.kind];
    }
    const { response } = fetched;
    if ((flags.has('f') || flags.has('fail')) && response.status >= 400) {
      if (!silent) process.err(`curl: (22) The requested URL returned error: ${String(response.status)}\n`);
      process.out(written(options, response.status));
      return 22;
    }
    show(process, options, response);
    return 0;
  },
);

function curlProblem(kind: 'refused' | 'unknown-name' | 'timeout', { host, port }: Target, waitedUs: number): string {
  const milliseconds = String(Math.round(waitedUs / 1000));
  switch (kind) {
    case 'unknown-name':
      return `curl: (6) Could not resolve host: ${host}`;
    case 'refused':
      return `curl: (7) Failed to connect to ${host} port ${String(port)} after 0 ms: Could not connect to server`;
    case 'timeout':
      return `curl: (28) Connection timed out after ${milliseconds} milliseconds`;
  }
}

function show(process: Process, options: Options, response: HttpResponse): void {
  const { flags, values } = options;
  const head = [
    `HTTP/1.1 ${String(response.status)} ${phraseOf(response.status)}`,
    ...Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const headers =
    flags.has('I') || flags.has('i') || flags.has('head') || flags.has('include') ? `${head.join('\r\n')}\r\n\r\n` : '';
  const body = headers + (flags.has('I') ? '' : response.body);
  const file = values['o'] ?? values['output'];
  if (file === undefined || file === '-') process.out(body);
  else if (file !== '/dev/null') process.files.write(process.path(file), body);
  process.out(written(options, response.status));
}

function written({ values }: Options, status: number): string {
  const format = values['w'] ?? values['write-out'] ?? '';
  return format
    .replace(/%\{(?:http_code|response_code)\}/g, String(status).padStart(3, '0'))
    .replace(/%\{\w+\}/g, '0')
    .replace(/\\n/g, '\n');
}

/** `nc -z HOST PORT`, and the client that only looks whether somebody is there. */
export function connect(process: Process, operands: readonly string[], isVerbose: boolean): Turn {
  const [host = '', port = ''] = operands;
  const answer = process.request(host, Number(port), { method: 'GET', path: '/', host });
  if (answer.kind === 'answered' || answer.kind === 'silent') {
    if (isVerbose) process.err(`${host} (${host}:${port}) open\n`);
    return { next: { exitCode: 0 } };
  }
  if (answer.kind === 'unknown-name') process.err(`nc: bad address '${host}'\n`);
  else if (answer.kind === 'refused') process.err(`nc: ${host} (${host}:${port}): Connection refused\n`);
  else return { state: true, next: { waitUs: 2 * MINUTE } };
  return { next: { exitCode: 1 } };
}

export const clients: Readonly<Record<string, Program>> = { wget, curl };
