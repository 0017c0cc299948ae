// Models GNU wget 1.21: what curl fetches, into a file or to standard output, told line by line on standard error.
import type { HttpResponse, RequestResult } from '../../../../../preload/contract/requests.ts';
import { type Micros, SECOND, toMicroTimestamp } from '../../../../engine/kernel/time.ts';
import { phraseOf } from '../../../../engine/runtime/programs/http.ts';
import { hostOf } from '../host.ts';
import { complained, type Program, type ProgramContext, type ProgramWorld } from '../program.ts';
import { optionTable, readWords, type Words } from '../words.ts';
import { addressOf } from './reaching.ts';

const NETWORK_CODE = 4;
const ERROR_STATUS_CODE = 8;
const PATIENCE_SECONDS = 134;
const TRIES = 20;
/** It waits a second more after each try, at most so many. */
const RETRY_SECONDS_MAX = 10;
const OPTIONS = optionTable(
  ...['q quiet', 'v verbose', 'S server-response', 'c continue', 'N timestamping', '4 inet4-only', '6 inet6-only'],
  ...[' no-verbose', ' spider', ' no-check-certificate', ' no-proxy', ' content-on-error', ' show-progress', 'd debug'],
  ...[
    'O: output-document',
    'T: timeout',
    't: tries',
    'P: directory-prefix',
    'U: user-agent',
    'o: output-file',
    'w: wait',
  ],
  ...[
    ': header',
    ': post-data',
    ': method',
    ': progress',
    ': connect-timeout',
    ': read-timeout',
    ': user',
    ': password',
  ],
);
const HELP = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n";

interface Target {
  readonly url: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly path: string;
}

interface Outcome {
  readonly exitCode: number;
  readonly told: string;
  readonly response?: HttpResponse;
}

export const wgetProgram: Program = {
  name: 'wget',
  async run(args, context, world, signal) {
    // `-nv` is the one option of two letters.
    const words = readWords(
      args.map((word) => (word === '-nv' ? '--no-verbose' : word)),
      OPTIONS,
    );
    const { problem, operands } = words;
    if (problem) return complained(`wget: ${problemText(problem)}\n${HELP}`, 2);
    if (operands.length === 0) return complained(`wget: missing URL\n${HELP}`);
    let [stdout, stderr, exitCode] = ['', '', 0];
    for (const url of operands) {
      const fetched = await fetchOne(url, words, context, world, signal);
      stdout += fetched.stdout;
      stderr += fetched.stderr;
      exitCode ||= fetched.exitCode;
    }
    return { stdout, stderr: isQuiet(words) ? '' : stderr, exitCode };
  },
};

const isQuiet = ({ has }: Words) => has('q');

function problemText({ kind, name }: NonNullable<Words['problem']>): string {
  const isLong = name.startsWith('--');
  const shown = isLong ? `'${name}'` : `'${name.slice(1)}'`;
  if (kind === 'unknown') return isLong ? `unrecognized option ${shown}` : `invalid option -- ${shown}`;
  return isLong ? `option ${shown} requires an argument` : `option requires an argument -- ${shown}`;
}

async function fetchOne(
  asked: string,
  words: Words,
  context: ProgramContext,
  world: ProgramWorld,
  signal: AbortSignal,
) {
  const { held } = world;
  const [, name = '', port = '80', path = '/'] = /^(?:https?:\/\/)?([^/:?#]+)(?::(\d+))?(\/[^#]*)?/.exec(asked) ?? [];
  const url = `http://${name}${port === '80' ? '' : `:${port}`}${path}`;
  const address = addressOf(held, name);
  const spider = words.has('spider') ? 'Spider mode enabled. Check if remote file exists.\n' : '';
  const begun = () => `${spider}--${stamp(held.cluster.now)}--  ${url}\n`;
  if (address === undefined) {
    const told = `${begun()}Resolving ${name} (${name})... failed: Name or service not known.\nwget: unable to resolve host address ‘${name}’\n`;
    return { stdout: '', stderr: told, exitCode: NETWORK_CODE };
  }
  const target = { url, name, address, port: Number(port), path };
  let stderr = begun();
  if (name !== address) stderr += `Resolving ${name} (${name})... ${address}\n`;
  const { told, exitCode, response } = await tried(target, words, context, world, signal);
  stderr += told;
  if (!response || words.has('spider')) return { stdout: '', stderr, exitCode };
  const file = words.value('O') ?? (path.split('?')[0]?.split('/').at(-1) || 'index.html');
  const folder = words.value('P');
  const place = folder === undefined || words.has('O') ? file : `${folder}/${file}`;
  if (place !== '-' && place !== '/dev/null')
    await context.fs.writeFile(context.fs.resolvePath(context.cwd, place), response.body);
  stderr += savedText(response, place, url, held.cluster.now, words);
  return { stdout: place === '-' ? response.body : '', stderr, exitCode };
}

/** Asks until somebody answers or refuses, as often as it is allowed. */
async function tried(
  target: Target,
  words: Words,
  context: ProgramContext,
  world: ProgramWorld,
  signal: AbortSignal,
): Promise<Outcome> {
  const tries = Number(words.value('t') ?? TRIES) || TRIES;
  let told = '';
  for (let attempt = 1; ; attempt++) {
    const sent = await send(target, words, context, world, signal);
    if (!sent) return { exitCode: NETWORK_CODE, told: 'wget: the machine does not run\n' };
    const { name, address, port } = target;
    const place = `${name}${name === address ? '' : ` (${name})|${address}|`}:${port}`;
    told += `Connecting to ${place}... `;
    if (sent.response) return answered(sent.response, told, words, world.held.cluster.now);
    const why = FAILURES[sent.finished.outcome];
    told += why.text;
    if (!why.isPassing) return { exitCode: NETWORK_CODE, told };
    if (attempt >= tries || signal.aborted) return { exitCode: NETWORK_CODE, told: `${told}Giving up.\n\n` };
    await world.client.sleep(Math.min(attempt, RETRY_SECONDS_MAX) * SECOND, signal);
    told += `Retrying.\n\n--${stamp(world.held.cluster.now)}--  (try:${String(attempt + 1).padStart(2)})  ${target.url}\n`;
  }
}

/** What wget says, and whether it tries again by itself. */
const FAILURES: Readonly<
  Record<RequestResult['finished']['outcome'], { readonly text: string; readonly isPassing: boolean }>
> = {
  answered: { text: '', isPassing: false },
  refused: { text: 'failed: Connection refused.\n', isPassing: false },
  'no-route': { text: 'failed: No route to host.\n', isPassing: false },
  'timed-out': { text: 'failed: Connection timed out.\n', isPassing: true },
  reset: {
    text: 'connected.\nHTTP request sent, awaiting response... Read error (Connection reset by peer) in headers.\n',
    isPassing: true,
  },
};

async function send(
  { name, address, port, path }: Target,
  words: Words,
  context: ProgramContext,
  { held, client }: ProgramWorld,
  signal: AbortSignal,
): Promise<RequestResult | undefined> {
  const node = hostOf(context, held);
  const hasData = words.has('post-data');
  const method = words.value('method') ?? (words.has('spider') ? 'HEAD' : hasData ? 'POST' : 'GET');
  const timeoutUs = Number(words.value('T') ?? words.value('connect-timeout') ?? PATIENCE_SECONDS) * SECOND;
  const host = port === 80 ? name : `${name}:${port}`;
  const request = { node, address, port, method, path, host, timeoutUs };
  const result = held.submit({ type: 'send-request', request }, `wget@${node}`);
  if (!result.ok || !('sent' in result)) return undefined;
  await client.sleep(result.sent.finished.durationUs, signal);
  return result.sent;
}

function answered(response: HttpResponse, connecting: string, words: Words, now: Micros): Outcome {
  const { status, headers } = response;
  const line = `${status} ${phraseOf(status)}`.trimEnd();
  const fields = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  const shown = words.has('S') ? `\n  HTTP/1.1 ${line}\n${fields.join('')}` : `${line}\n`;
  const told = `${connecting}connected.\nHTTP request sent, awaiting response... ${shown}`;
  if (words.has('spider')) {
    const end =
      status >= 400
        ? 'Remote file does not exist -- broken link!!!\n\n'
        : `${lengthText(response)}Remote file exists.\n\n`;
    return { exitCode: status >= 400 ? ERROR_STATUS_CODE : 0, told: told + end, response };
  }
  if (status < 400) return { exitCode: 0, told, response };
  return { exitCode: ERROR_STATUS_CODE, told: `${told}${stamp(now)} ERROR ${status}: ${phraseOf(status)}.\n\n` };
}

function lengthText({ headers, body }: HttpResponse): string {
  const type = headers['Content-Type'];
  return `Length: ${headers['Content-Length'] ?? Buffer.byteLength(body)}${type === undefined ? '' : ` [${type}]`}\n`;
}

function savedText(response: HttpResponse, place: string, url: string, now: Micros, { has }: Words): string {
  const size = Buffer.byteLength(response.body);
  const name = place === '-' ? 'STDOUT' : place;
  if (has('no-verbose')) return `${stamp(now)} URL:${url} [${size}/${size}] -> "${place}" [1]\n`;
  const done = place === '-' ? `written to stdout` : `‘${place}’ saved`;
  const bar = `${' '.repeat(5)}0K${' '.repeat(51)}100% 58.6M=0s`;
  return `${lengthText(response)}Saving to: ‘${name}’\n\n${bar}\n\n${stamp(now)} (58.6 MB/s) - ${done} [${size}/${size}]\n\n`;
}

/** `2026-01-05 08:01:16` */
const stamp = (now: Micros) => toMicroTimestamp(now).slice(0, 19).replace('T', ' ');
