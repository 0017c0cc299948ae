// Models the command line of curl 8.5: options may stand before and after the URLs, and outputs go with URLs in turn.
import { SECOND } from '../../../engine/kernel/time.ts';
import { optionTable, readWords, type Words } from './words.ts';

export interface Transfer {
  readonly url: string;
  /** The file for the answer; undefined for standard output. */
  readonly output: string | undefined;
}

export interface CurlOptions {
  readonly transfers: readonly Transfer[];
  readonly method: string;
  readonly host: string | undefined;
  readonly userAgent: string;
  /** Print the head of the answer: before its body, or instead of it. */
  readonly head: 'no' | 'before' | 'only';
  readonly headFile: string | undefined;
  readonly verbose: boolean;
  readonly silent: boolean;
  /** With `--silent`, errors all the same. */
  readonly showErrors: boolean;
  /** Nothing is printed of an answer of 400 and above, and curl fails; `with-body` prints it and fails. */
  readonly fails: 'no' | 'yes' | 'with-body';
  readonly follows: boolean;
  /** Certificates are not asked who vouches for them, or one is known who does. */
  readonly trusts: boolean;
  readonly writeOut: string;
  readonly timeoutUs: number | undefined;
  readonly connectTimeoutUs: number | undefined;
  /** Addresses by `host:port`. */
  readonly resolve: ReadonlyMap<string, string>;
  readonly retries: number;
  readonly retryDelaySeconds: number | undefined;
  readonly retriesRefused: boolean;
}

export interface CurlRefusal {
  readonly text: string;
  readonly exitCode: number;
}

const OPTIONS = optionTable(
  ...[
    's silent',
    'S show-error',
    'I head',
    'i include',
    'v verbose',
    'f fail',
    'k insecure',
    'L location',
    'g globoff',
  ],
  ...['4 ipv4', '6 ipv6', 'N no-buffer', 'O remote-name', 'G get', 'j junk-session-cookies', 'n netrc', 'q disable'],
  ...['0 http1.0', '# progress-bar', 'Z parallel', 'h help', 'V version', 'J remote-header-name', 'R remote-time'],
  ...[' no-progress-meter', ' fail-with-body', ' compressed', ' http1.1', ' http2', ' retry-connrefused', ' raw'],
  ...[
    ' retry-all-errors',
    ' no-keepalive',
    ' tcp-nodelay',
    ' path-as-is',
    ' create-dirs',
    ' fail-early',
    ' no-sessionid',
  ],
  ...['X: request', 'H: header', 'o: output', 'w: write-out', 'm: max-time', 'd: data', 'A: user-agent', 'u: user'],
  ...['b: cookie', 'c: cookie-jar', 'e: referer', 'F: form', 'T: upload-file', 'D: dump-header', 'E: cert', 'x: proxy'],
  ...[': connect-timeout', ': retry', ': retry-delay', ': retry-max-time', ': resolve', ': cacert', ': key', ': url'],
  ...[': data-raw', ': data-binary', ': data-urlencode', ': json', ': max-redirs', ': interface', ': local-port'],
  ...[': limit-rate', ': keepalive-time', ': noproxy', ': capath', ': proto', ': tls-max', ': connect-to'],
);
const DATA = ['d', 'data-raw', 'data-binary', 'data-urlencode', 'json', 'F'];
const NUMBERS = ['m', 'connect-timeout', 'retry', 'retry-delay'];
const TRY = "curl: try 'curl --help' or 'curl --manual' for more information\n";
const HELP = `Usage: curl [options...] <url>
 -d, --data <data>           HTTP POST data
 -f, --fail                  Fail fast with no output on HTTP errors
 -h, --help <category>       Get help for commands
 -i, --include               Include protocol response headers in the output
 -o, --output <file>         Write to file instead of stdout
 -O, --remote-name           Write output to a file named as the remote file
 -s, --silent                Silent mode
 -T, --upload-file <file>    Transfer local FILE to destination
 -u, --user <user:password>  Server user and password
 -A, --user-agent <name>     Send User-Agent <name> to server
 -v, --verbose               Make the operation more talkative
 -V, --version               Show version number and quit
`;
export const VERSION = '8.5.0';

/** Reads curl's words, or says what curl prints instead of doing anything. */
export function curlOptions(args: readonly string[]): CurlOptions | CurlRefusal {
  const words = readWords(args, OPTIONS);
  if (args.length === 0) return { text: TRY, exitCode: 2 };
  if (words.has('h')) return { text: HELP, exitCode: 0 };
  if (words.has('V')) return { text: `curl ${VERSION} (x86_64-pc-linux-gnu) libcurl/${VERSION}\n`, exitCode: 0 };
  const problem = problemOf(words);
  if (problem !== undefined) return { text: `curl: ${problem}\n${TRY}`, exitCode: 2 };
  return meant(words);
}

function problemOf(words: Words): string | undefined {
  const { problem, operands } = words;
  if (problem) {
    return `option ${problem.word}: ${problem.kind === 'unknown' ? 'is unknown' : 'requires parameter'}`;
  }
  const wrong = NUMBERS.find((key) => words.has(key) && !/^\d+(\.\d+)?$/.test(words.value(key) ?? ''));
  if (wrong !== undefined) {
    return `option ${wrong.length === 1 ? '-' : '--'}${wrong}: expected a proper numerical parameter`;
  }
  return operands.length === 0 && !words.has('url') ? '(2) no URL specified' : undefined;
}

function meant(words: Words): CurlOptions {
  const isHead = words.has('I');
  const hasData = DATA.some((key) => words.has(key)) && !words.has('G');
  const method = isHead ? 'HEAD' : hasData ? 'POST' : words.has('T') ? 'PUT' : 'GET';
  return {
    transfers: transfersOf(words),
    method: words.value('X') ?? method,
    host: words
      .values('H')
      .find((header) => /^host:/i.test(header))
      ?.replace(/^host:\s*/i, ''),
    userAgent: words.value('A') ?? `curl/${VERSION}`,
    head: isHead ? 'only' : words.has('i') ? 'before' : 'no',
    headFile: words.value('D'),
    verbose: words.has('v'),
    silent: words.has('s'),
    showErrors: words.has('S'),
    fails: words.has('f') ? 'yes' : words.has('fail-with-body') ? 'with-body' : 'no',
    follows: words.has('L'),
    trusts: words.has('k') || words.has('cacert') || words.has('capath'),
    writeOut: words.value('w') ?? '',
    timeoutUs: microsOf(words.value('m')),
    connectTimeoutUs: microsOf(words.value('connect-timeout')),
    resolve: new Map(words.values('resolve').flatMap(resolved)),
    retries: Number(words.value('retry') ?? 0),
    retryDelaySeconds: words.has('retry-delay') ? Number(words.value('retry-delay')) : undefined,
    retriesRefused: words.has('retry-connrefused') || words.has('retry-all-errors'),
  };
}

/** The first `-o` or `-O` is for the first URL, and so on. */
function transfersOf(words: Words): readonly Transfer[] {
  const files = words.values('o');
  return [...words.values('url'), ...words.operands].map((url, at) => {
    const output =
      files[at] ?? (words.has('O') ? (/[^/]\/(?:.*\/)?([^/?#]+)(?:\?.*)?$/.exec(url)?.[1] ?? '') : undefined);
    return { url, output: output === '-' ? undefined : output };
  });
}

const microsOf = (seconds: string | undefined) =>
  seconds === undefined || Number(seconds) === 0 ? undefined : Math.round(Number(seconds) * SECOND);

function resolved(text: string): readonly (readonly [string, string])[] {
  const [, place, address] = /^\+?([^:]+:\d+):\[?([^\],]+)\]?/.exec(text) ?? [];
  return place === undefined || address === undefined ? [] : [[place, address]];
}
