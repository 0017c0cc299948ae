// Models test/images/agnhost/grpc-health-checking (v1.35): a program that says by gRPC how it is.
import { type Json, isJsonObject } from '../../kernel/json.ts';
import { SECOND } from '../../kernel/time.ts';
import { formatDate } from './dates.ts';
import { pathOf } from './http.ts';
import type { Answer, LogLine, Process, ProcessInfo, Program } from './program.ts';
import { endsWith, response } from './servers.ts';
import { optionOf, portOption } from './template.ts';

const GRPC_PORT = 5000;
const HTTP_PORT = 8080;
const PLAIN = 'text/plain; charset=utf-8';

/** `agnhost grpc-health-checking`: is well until it is told otherwise, or for as many seconds as its options say. */
export const grpcHealthChecking: Program = {
  run: (process) => {
    const { grpc, http } = portsOf(process);
    const text = (what: string, port: number) =>
      logLine(process, `${what} server starting to listen on :${String(port)}`);
    return {
      state: { startedAt: process.now },
      listens: [http, grpc],
      logs: [text('Http', http), text('gRPC', grpc)],
      next: 'stay',
    };
  },
  // What a Go program that handles no signals ends with as a first process.
  signal: endsWith(2),
  answer: (process, { path }, state, port) =>
    port === portsOf(process).http ? take(process, pathOf(path), state) : { kind: 'silent' },
  health: (process, service, state, port) => {
    if (port !== portsOf(process).grpc) return undefined;
    if (service !== (optionOf(process.argv, 'service') ?? '')) return 'unknown service';
    return isWell(process, state) ? 'SERVING' : 'NOT_SERVING';
  },
};

/** A program that does something else when its first argument is a key of `commands`. */
export function withCommands(usual: Program, commands: ReadonlyMap<string, Program>): Program {
  const chosen = ({ argv: [, command = ''] }: ProcessInfo) => commands.get(command) ?? usual;
  return {
    run: (process, state) => chosen(process).run(process, state),
    signal: (process, state, signal) => chosen(process).signal?.(process, state, signal),
    answer: (process, request, state, port) =>
      chosen(process).answer?.(process, request, state, port) ?? { kind: 'silent' },
    health: (process, service, state, port) => chosen(process).health?.(process, service, state, port),
  };
}

function isWell(process: Process, state: Json): boolean {
  const { startedAt, told } = isJsonObject(state) ? state : {};
  const wellS = Number(optionOf(process.argv, 'delay-unhealthy-sec') ?? -1);
  return told !== 'ill' && (wellS < 0 || process.now - Number(startedAt) < wellS * SECOND);
}

function take(process: Process, path: string, state: Json): Answer {
  const told = path === '/make-serving' ? 'well' : path === '/make-not-serving' ? 'ill' : undefined;
  if (told === undefined || !isJsonObject(state)) return response(process, 404, PLAIN, '404 page not found\n', '');
  const aliveS = (process.now - Number(state['startedAt'])) / SECOND;
  const logs = [logLine(process, `Mark as ${told === 'ill' ? 'unhealthy' : 'healthy'}`)];
  return { ...response(process, 200, PLAIN, `${String(aliveS)}s`, ''), state: { ...state, told }, logs };
}

function portsOf({ argv }: ProcessInfo): { readonly grpc: number; readonly http: number } {
  return { grpc: portOption(argv, 'port') ?? GRPC_PORT, http: portOption(argv, 'http-port') ?? HTTP_PORT };
}

function logLine({ now, pid }: Process, text: string): LogLine {
  const head = `I${formatDate(now, '%m%d %H:%M:%S.%6N')} ${String(pid).padStart(7)} log.go:245]`;
  return { stream: 'stderr', text: `${head} ${text}` };
}
