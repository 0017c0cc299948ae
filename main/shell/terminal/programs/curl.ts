// Models curl 8.5: requests from the machine at which the terminal stands, through the rules and cables as they are.
// URLs of one server that follow each other share a connection.
import type { KeptConnection, RequestResult, StandingConnection } from '../../../../preload/contract/requests.ts';
import { MILLISECOND, SECOND } from '../../../engine/kernel/time.ts';
import { type Destination, type Failure, findDestination, hostHeader, speaksTls } from './curl-destination.ts';
import { type CurlOptions, type Transfer, curlOptions } from './curl-options.ts';
import { type Exchange, conversation, headText, meter, writtenOut } from './curl-text.ts';
import { hostOf } from './host.ts';
import { complained, printed, type Program, type ProgramContext, type ProgramWorld } from './program.ts';

/** How long Linux asks for a connection before it gives up. */
const CONNECT_MAX_US = 134 * SECOND;
const REDIRECTS_MAX = 50;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Statuses after which `--retry` tries again. */
const PASSING = [408, 429, 500, 502, 503, 504];

/** What curl prints and how it ends. */
interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** One run of curl. */
interface Run {
  readonly options: CurlOptions;
  readonly context: ProgramContext;
  readonly world: ProgramWorld;
  readonly signal: AbortSignal;
  readonly line: Line;
}

/** The connection that it has open. */
interface Line {
  place: string;
  kept: KeptConnection;
  over: StandingConnection | undefined;
}

export const curlProgram: Program = {
  name: 'curl',
  async run(args, context, world, signal) {
    const options = curlOptions(args);
    if ('text' in options)
      return options.exitCode === 0 ? printed(options.text) : complained(options.text, options.exitCode);
    const kept = { connection: 0, sinceUs: world.held.cluster.now, request: 0 };
    const run: Run = { options, context, world, signal, line: { place: '', kept, over: undefined } };
    let [stdout, stderr, exitCode] = ['', '', 0];
    for (const transfer of options.transfers) {
      const result = await transferred(transfer, run);
      stdout += result.stdout;
      stderr += result.stderr;
      ({ exitCode } = result);
      if (signal.aborted) break;
    }
    return { stdout, stderr, exitCode };
  },
};

/** Fetches one URL, as often as `--retry` allows. */
async function transferred(transfer: Transfer, run: Run): Promise<Result> {
  const { options, world, signal } = run;
  let warnings = '';
  for (let left = options.retries; ; left--) {
    const fetched = await fetchUrl(transfer.url, run);
    const why = 'to' in fetched ? passingProblem(fetched, options) : undefined;
    if (why === undefined || left === 0 || signal.aborted) {
      const result = 'to' in fetched ? await told(fetched, transfer, run) : toldFailure(fetched, options);
      return { ...result, stderr: warnings + result.stderr };
    }
    const seconds = options.retryDelaySeconds ?? 2 ** (options.retries - left);
    if (isLoud(options))
      warnings += `Warning: Problem: ${why}. Will retry in ${seconds} second${seconds === 1 ? '' : 's'}. ${left} retr${left === 1 ? 'y' : 'ies'} left.\n`;
    await world.client.sleep(seconds * SECOND, signal);
  }
}

/** Asks for a URL, and with `-L` for where that leads. */
async function fetchUrl(asked: string, run: Run): Promise<Exchange | Failure> {
  let url = asked;
  for (let redirects = 0; ; redirects++) {
    const to = findDestination(url, run.options.resolve, run.world.held);
    if ('text' in to) return to;
    const exchange = await exchanged(asked, to, redirects, run);
    if ('text' in exchange) return exchange;
    const { response } = exchange.sent;
    const next = response && REDIRECTS.includes(response.status) ? response.headers['Location'] : undefined;
    if (!run.options.follows || next === undefined) return exchange;
    if (redirects === REDIRECTS_MAX)
      return { exitCode: 47, text: `curl: (47) Maximum (${REDIRECTS_MAX}) redirects followed\n` };
    url = next.startsWith('/') ? `${to.scheme}://${to.name}:${to.port}${next}` : next;
  }
}

async function exchanged(url: string, to: Destination, redirects: number, run: Run): Promise<Exchange | Failure> {
  const { line, world, signal } = run;
  const place = `${to.address}:${to.port}`;
  const over = line.place === place ? line.over : undefined;
  const { connection, request, sinceUs } = line.kept;
  line.kept = over
    ? { connection, sinceUs, request: request + 1 }
    : { connection: connection + 1, sinceUs: world.held.cluster.now, request: 1 };
  const sent = send(to, over, run);
  if ('text' in sent) return sent;
  line.place = place;
  line.over = sent.connection;
  await world.client.sleep(sent.finished.durationUs, signal);
  return (
    tlsFailure(to, sent, run.options) ?? { url, to, sent: plainAtTls(to, sent), isAgain: over !== undefined, redirects }
  );
}

function send(to: Destination, over: StandingConnection | undefined, run: Run): RequestResult | Failure {
  const { options, context, world, line } = run;
  const { address, port, path } = to;
  const { method, timeoutUs, connectTimeoutUs, host = hostHeader(to) } = options;
  const node = hostOf(context, world.held);
  const request = {
    ...{ node, address, port, method, path, host },
    timeoutUs: Math.min(timeoutUs ?? CONNECT_MAX_US, connectTimeoutUs ?? CONNECT_MAX_US),
    ...(options.transfers.length > 1 && { kept: line.kept, over }),
  };
  const result = world.held.submit({ type: 'send-request', request }, `curl@${node}`);
  if (!result.ok) return { exitCode: 7, text: `curl: (7) ${result.status.message}\n` };
  if (!('sent' in result)) throw new Error('a request was not answered as one');
  return result.sent;
}

/** Who speaks TLS to one who does not, or to one whom nobody vouches for. */
function tlsFailure(
  to: Destination,
  { finished, response }: RequestResult,
  { trusts }: CurlOptions,
): Failure | undefined {
  if (to.scheme !== 'https' || !response) return undefined;
  if (!speaksTls(to, finished.backend))
    return { exitCode: 35, text: 'curl: (35) OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number\n' };
  return trusts ? undefined : { exitCode: 60, text: UNTRUSTED };
}

const UNTRUSTED = `curl: (60) SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.
`;

/** Go's servers say so when somebody speaks plain HTTP to them where they expect TLS. */
function plainAtTls(to: Destination, sent: RequestResult): RequestResult {
  if (to.scheme === 'https' || !sent.response || !speaksTls(to, sent.finished.backend)) return sent;
  const body = 'Client sent an HTTP request to an HTTPS server.\n';
  return { finished: sent.finished, response: { status: 400, headers: {}, body } };
}

/** Why it is worth another try; undefined when it is not. */
function passingProblem({ sent }: Exchange, { retriesRefused }: CurlOptions): string | undefined {
  const { finished, response } = sent;
  if (response) return PASSING.includes(response.status) ? 'HTTP error' : undefined;
  if (finished.outcome === 'timed-out') return 'timeout';
  return retriesRefused ? 'connection refused' : undefined;
}

function failureOf({ to, sent, isAgain }: Exchange, options: CurlOptions): Failure | undefined {
  const { finished } = sent;
  const ms = Math.max(0, Math.round(finished.durationUs / MILLISECOND));
  const failed = `Failed to connect to ${to.name} port ${to.port} after ${ms} ms: Couldn't connect to server\n`;
  switch (finished.outcome) {
    case 'answered':
      return undefined;
    case 'refused':
    case 'no-route':
      return { exitCode: 7, text: `curl: (7) ${failed}` };
    case 'reset':
      return { exitCode: 56, text: 'curl: (56) Recv failure: Connection reset by peer\n' };
    case 'timed-out': {
      const isConnected = isAgain || finished.hops.some(({ at }, index) => at === 'pod' && index > 0);
      if (options.timeoutUs === undefined && options.connectTimeoutUs === undefined)
        return { exitCode: 28, text: `curl: (28) ${failed}` };
      const what = isConnected ? `Operation timed out after ${ms} milliseconds with 0 bytes received` : undefined;
      return { exitCode: 28, text: `curl: (28) ${what ?? `Connection timed out after ${ms} milliseconds`}\n` };
    }
  }
}

const isLoud = ({ silent, showErrors }: CurlOptions) => !silent || showErrors;

/** Errors go to standard error unless they are not wanted. */
function toldFailure({ exitCode, text }: Failure, options: CurlOptions): Result {
  return { stdout: '', stderr: isLoud(options) ? text : '', exitCode };
}

async function told(exchange: Exchange, transfer: Transfer, run: Run): Promise<Result> {
  const { options } = run;
  const { response } = exchange.sent;
  const talk = options.verbose ? conversation(exchange, options) : '';
  const written = writtenOut(options.writeOut, exchange, options);
  const failure = failureOf(exchange, options);
  if (failure || !response) {
    const result = toldFailure(failure ?? { exitCode: 52, text: 'curl: (52) Empty reply from server\n' }, options);
    return { ...result, stdout: written, stderr: talk + result.stderr };
  }
  if (transfer.output === '') return toldFailure(NO_NAME, options);
  const isBad = options.fails !== 'no' && response.status >= 400;
  const isSilenced = isBad && options.fails === 'yes';
  const shown = isSilenced ? '' : (options.head === 'no' ? '' : headText(response)) + bodyOf(exchange, options);
  if (options.headFile !== undefined) await save(options.headFile, headText(response), run);
  if (transfer.output !== undefined && !isSilenced) await save(transfer.output, shown, run);
  const stdout = (transfer.output === undefined ? shown : '') + written;
  const progress = transfer.output === undefined || options.silent ? '' : meter(exchange);
  if (!isBad) return { stdout, stderr: progress + talk, exitCode: 0 };
  const error = isLoud(options) ? `curl: (22) The requested URL returned error: ${response.status}\n` : '';
  return { stdout, stderr: progress + talk + error, exitCode: 22 };
}

const NO_NAME: Failure = { exitCode: 23, text: 'curl: Remote file name has no length\n' };

const bodyOf = ({ sent }: Exchange, { head }: CurlOptions) => (head === 'only' ? '' : (sent.response?.body ?? ''));

async function save(file: string, text: string, { context }: Run): Promise<void> {
  if (file !== '/dev/null') await context.fs.writeFile(context.fs.resolvePath(context.cwd, file), text);
}
