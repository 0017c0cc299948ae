// Models curl 8: one request from the machine at which the terminal stands, through the rules and cables as they are.
import type { RequestResult } from '../../../../preload/contract/requests.ts';
import { MILLISECOND, SECOND } from '../../../engine/kernel/time.ts';
import type { TerminalCluster } from '../cluster-client.ts';
import { type CurlOptions, curlOptions } from './curl-options.ts';
import { hostOf } from './host.ts';
import { complained, type Program, type ProgramContext } from './program.ts';

/** How long Linux asks for a connection before it gives up. */
const CONNECT_MAX_US = 134 * SECOND;

interface Destination {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly path: string;
}

interface Failure {
  readonly exitCode: number;
  readonly text: string;
}

export const curlProgram: Program = {
  name: 'curl',
  async run(args, context, { held, client }, signal) {
    const options = curlOptions(args);
    if ('unknown' in options) {
      return complained(
        `curl: option ${options.unknown}: is unknown\ncurl: try 'curl --help' for more information\n`,
        2,
      );
    }
    const destination = findDestination(options.url, held);
    if ('text' in destination) return told(destination, options);
    const node = hostOf(context, held);
    const sent = send(node, destination, options, held);
    if ('text' in sent) return told(sent, options);
    await client.sleep(sent.finished.durationUs, signal);
    const failure = failureOf(sent, destination, options);
    if (failure) return told(failure, options, sent);
    return answered(sent, destination, options, context);
  },
};

/** Where a URL leads: an address, a machine's name, or this machine. */
function findDestination(url: string, { cluster }: TerminalCluster): Destination | Failure {
  if (url === '') return { exitCode: 2, text: 'curl: (2) no URL specified\n' };
  const match = /^(?:(https?):\/\/)?([^/:?#]+)(?::(\d+))?(\/?[^#]*)/.exec(url);
  const [, scheme = 'http', name = '', port, rest = ''] = match ?? [];
  if (!match || Number(port ?? 0) > 65_535)
    return { exitCode: 3, text: 'curl: (3) URL rejected: Malformed input to a URL function\n' };
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(name);
  const address = isAddress ? name : name === 'localhost' ? '127.0.0.1' : cluster.runtime.machineIp(name);
  if (address === undefined) return { exitCode: 6, text: `curl: (6) Could not resolve host: ${name}\n` };
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { name, address, port: Number(port ?? (scheme === 'https' ? 443 : 80)), path };
}

function send(node: string, to: Destination, options: CurlOptions, held: TerminalCluster): RequestResult | Failure {
  const { address, port, path } = to;
  const { method, timeoutSeconds, host = port === 80 ? to.name : `${to.name}:${port}` } = options;
  const timeoutUs = timeoutSeconds === undefined ? CONNECT_MAX_US : timeoutSeconds * SECOND;
  const result = held.submit(
    { type: 'send-request', request: { node, address, port, method, path, host, timeoutUs } },
    `curl@${node}`,
  );
  if (!result.ok) return { exitCode: 7, text: `curl: (7) ${result.status.message}\n` };
  if (!('sent' in result)) throw new Error('a request was not answered as one');
  return result.sent;
}

function failureOf(
  { finished }: RequestResult,
  { name, port }: Destination,
  { timeoutSeconds }: CurlOptions,
): Failure | undefined {
  const ms = Math.max(0, Math.round(finished.durationUs / MILLISECOND));
  switch (finished.outcome) {
    case 'answered':
      return undefined;
    case 'refused':
      return {
        exitCode: 7,
        text: `curl: (7) Failed to connect to ${name} port ${port} after ${ms} ms: Couldn't connect to server\n`,
      };
    case 'reset':
      return { exitCode: 56, text: 'curl: (56) Recv failure: Connection reset by peer\n' };
    case 'timed-out':
      return timeoutSeconds === undefined
        ? {
            exitCode: 28,
            text: `curl: (28) Failed to connect to ${name} port ${port} after ${ms} ms: Couldn't connect to server\n`,
          }
        : { exitCode: 28, text: `curl: (28) Connection timed out after ${ms} milliseconds\n` };
  }
}

/** Errors go to standard error unless they are not wanted. */
function told({ exitCode, text }: Failure, options: CurlOptions, sent?: RequestResult) {
  const stderr = options.silent && !options.showErrors ? '' : text;
  return { stdout: sent ? writtenOut(options, sent) : '', stderr, exitCode };
}

async function answered(sent: RequestResult, to: Destination, options: CurlOptions, context: ProgramContext) {
  const { response } = sent;
  if (!response) throw new Error('an answered request has no answer');
  const isFailure = options.failOnError && response.status >= 400;
  const headText = [
    statusLine(response.status),
    ...Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');
  const body = options.head === 'only' || isFailure ? '' : response.body;
  const shown = (options.head === 'no' || isFailure ? '' : headText) + body;
  if (options.output !== undefined && options.output !== '/dev/null') {
    await context.fs.writeFile(context.fs.resolvePath(context.cwd, options.output), shown);
  }
  const stdout = (options.output === undefined ? shown : '') + writtenOut(options, sent);
  const stderr = options.verbose ? conversation(to, options, headText) : '';
  if (!isFailure) return { stdout, stderr, exitCode: 0 };
  return { stdout, stderr: `${stderr}curl: (22) The requested URL returned error: ${response.status}\n`, exitCode: 22 };
}

function conversation(
  { name, address, port, path }: Destination,
  { method, host }: CurlOptions,
  headText: string,
): string {
  const asked = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host ?? `${name}:${port}`}`,
    'User-Agent: curl/8.5.0',
    'Accept: */*',
    '',
  ];
  return [
    `*   Trying ${address}:${port}...`,
    `* Connected to ${name} (${address}) port ${port}`,
    ...asked.map((line) => `> ${line}`),
    ...headText
      .trimEnd()
      .split('\r\n')
      .map((line) => `< ${line}`),
    '< ',
    '',
  ].join('\n');
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${REASONS[status] ?? ''}`.trimEnd();
}

/** What `-w` asks for. */
function writtenOut({ writeOut }: CurlOptions, { finished, response }: RequestResult): string {
  const values: Readonly<Record<string, string>> = {
    http_code: String(response?.status ?? 0).padStart(3, '0'),
    response_code: String(response?.status ?? 0).padStart(3, '0'),
    time_total: (finished.durationUs / SECOND).toFixed(6),
    remote_ip: finished.destination.split(':')[0] ?? '',
    size_download: String(response?.body.length ?? 0),
  };
  return writeOut
    .replaceAll(/%\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
}
