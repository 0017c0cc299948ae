// Python, Node.js, Perl and their like: only what small examples do with them is carried out; any other program of
// theirs is taken to be a server on the container's ports.
import { SECOND } from '../../kernel/time.ts';
import { contentType, pathOf } from './http.ts';
import type { Process, Program, Turn } from './program.ts';
import { genericServer, response } from './servers.ts';

const PRINT = /(?:^|[;\n\s])(?:print|console\.log|puts|echo|say)\s*\(?\s*(['"])((?:\\.|(?!\1)[^])*)\1\s*\)?/g;
const SLEEP = /sleep\s*\(?\s*(\d+(?:\.\d+)?)/;
const EXIT = /exit\s*\(?\s*(\d+)/;
const PI = /bpi\((\d+)\)/;
const PI_US = 2.5 * SECOND;
const DIGITS_MAX = 5_000;

export const interpreter: Program = {
  run: (process, state) => {
    const port = serverPort(process.argv);
    if (port !== undefined)
      return {
        listens: [port],
        logs: [{ stream: 'stdout', text: `Serving HTTP on 0.0.0.0 port ${String(port)}` }],
        next: 'stay',
      };
    const code = inlineCode(process.argv);
    if (code !== undefined) return runCode(process, code, state === true);
    if (process.argv.length > 1) return genericServer.run(process, state);
    return { next: { exitCode: 0 } };
  },
  // Neither Python nor Node.js handles SIGTERM by itself.
  signal: ({ argv }, _state, signal) =>
    signal === 'INT' && serverPort(argv) !== undefined ? { next: { exitCode: 0 } } : undefined,
  answer: (process, request, state, port) => {
    if (serverPort(process.argv) === undefined)
      return genericServer.answer?.(process, request, state, port) ?? { kind: 'silent' };
    const path = pathOf(request.path);
    const file = process.path(`.${path.endsWith('/') ? `${path}index.html` : path}`);
    const body = process.files.read(file);
    if (body === undefined) return response(process, 404, 'text/html', 'File not found\n', 'SimpleHTTP');
    return response(process, 200, contentType(file), body, 'SimpleHTTP');
  },
};

/** Port of `python3 -m http.server [PORT]`. */
function serverPort(argv: readonly string[]): number | undefined {
  const at = argv.findIndex((arg) => arg === 'http.server' || arg === 'SimpleHTTPServer');
  return at < 0 ? undefined : Number(argv[at + 1] ?? 8000) || 8000;
}

/** What stands behind `-c` or `-e`, also as the last letter of an option. */
function inlineCode(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((arg) => /^-[a-zA-Z]*[ecr]$/.test(arg));
  return at < 0 ? undefined : argv[at + 1];
}

function runCode(process: Process, code: string, hasSlept: boolean): Turn {
  const digits = PI.exec(code)?.[1];
  const sleptUs = digits === undefined ? Number(SLEEP.exec(code)?.[1] ?? 0) * SECOND : PI_US;
  if (!hasSlept && sleptUs > 0) return { state: true, next: { waitUs: sleptUs } };
  for (const [, , text = ''] of code.matchAll(PRINT)) process.out(`${text.replace(/\\n/g, '\n')}\n`);
  if (digits !== undefined) process.out(`${pi(Math.min(Number(digits), DIGITS_MAX))}\n`);
  return { next: { exitCode: Number(EXIT.exec(code)?.[1] ?? 0) } };
}

/** Pi with so many digits in all, by Machin's formula. */
function pi(digits: number): string {
  const one = 10n ** BigInt(digits + 10);
  const value = 4n * (4n * arctangentOfInverse(5n, one) - arctangentOfInverse(239n, one));
  const text = String(value / 10n ** 11n + (value % 10n ** 11n >= 5n * 10n ** 10n ? 1n : 0n));
  return `${text.slice(0, 1)}.${text.slice(1)}`;
}

function arctangentOfInverse(x: bigint, one: bigint): bigint {
  let [sum, power, divisor, sign] = [0n, one / x, 1n, 1n];
  while (power > 0n) {
    sum += (sign * power) / divisor;
    power /= x * x;
    divisor += 2n;
    sign = -sign;
  }
  return sum;
}
