// nginx in its image: it reads its configuration when it starts and when it is told to, logs as the real one does, and
// answers.
import type { Json } from '../../../kernel/json.ts';
import type { Micros } from '../../../kernel/time.ts';
import type { Files } from '../../files.ts';
import { baseName } from '../../os/paths.ts';
import type { SignalName } from '../../os/signals.ts';
import { pathOf } from '../http.ts';
import type { LogLine, Process, Program, Turn } from '../program.ts';
import { answerOf } from './answer.ts';
import { accessLine, errorText, stamped } from './log-lines.ts';
import { type Knows, MAIN_FILE, type Site, readSites } from './sites.ts';
import { startLines, stopLines } from './start-lines.ts';

const PREFIX = '/etc/nginx';
const PID_FILE = 'nginx.pid';
/** Where it keeps what is sent to it, unless its configuration says otherwise. */
const BODIES_FOLDER = '/var/cache/nginx/client_temp';
/** What the process remembers where its files are as the image has them. */
const AS_BUILT = 'as-built';

/** An nginx of a version, with the configuration and the time of its image. */
export function nginx(version: string, builtAt: Micros, image: Files): Program {
  const release = { server: `nginx/${version}`, builtAt };
  let built: readonly Site[] | undefined;
  const sitesOf = (state: Json): readonly Site[] =>
    state === AS_BUILT ? (built ??= readSites(image, () => true)) : (state as readonly Site[]);
  return {
    run: (process) => start(process, version, sitesOf),
    signal: (process, state, signal) => obey(process, state, signal, sitesOf),
    answer: (process, request, state, port) => {
      const visit = { process, release, request, path: pathOf(request.path) };
      const { response, tookUs, logs = [] } = answerOf(visit, sitesOf(state), port);
      const all = [...logs, accessLine(process, request, response)];
      return { kind: 'response', response, logs: all, ...(tookUs !== undefined && { tookUs }) };
    },
  };
}

type SitesOf = (state: Json) => readonly Site[];

/** The server, or what its options ask for instead: `-t`, `-v`, `-s reload`. */
function start(process: Process, version: string, sitesOf: SitesOf): Turn {
  const [, option = '', value = ''] = process.argv;
  switch (option) {
    case '-v':
    case '-V':
      return { logs: [errorText(`nginx version: nginx/${version}`)], next: { exitCode: 0 } };
    case '-t':
    case '-T':
      return test(process);
    case '-s':
      return sendSignal(process, value);
    default:
      return serve(process, version, sitesOf);
  }
}

function serve(process: Process, version: string, sitesOf: SitesOf): Turn {
  const loaded = load(process);
  const isFirst = process.pid === 1;
  if ('fault' in loaded) {
    const lines = [stamped(process.now, 'emerg', loaded.fault), errorText(`nginx: [emerg] ${loaded.fault}`)];
    return { logs: isFirst ? [startLines(process, version).entrypoint, ...lines] : lines, next: { exitCode: 1 } };
  }
  const { entrypoint, server } = startLines(process, version);
  const listens = portsOf(sitesOf(loaded.state));
  return { state: loaded.state, listens, logs: isFirst ? [entrypoint, server] : [server], next: 'stay' };
}

/** What the configuration says now, or why it cannot be used. */
function load(process: Process): { readonly state: Json } | { readonly fault: string } {
  const fault = writeFault(process.files);
  if (fault !== undefined) return { fault };
  if (process.files.isPristine?.(PREFIX) === true) return { state: AS_BUILT };
  const knows: Knows = (host) => process.lookUp(host).kind === 'found';
  try {
    // Sites are plain data, which their interface does not tell the compiler.
    return { state: readSites(process.files, knows) as Json };
  } catch (error) {
    if (error instanceof Error) return { fault: error.message };
    throw error;
  }
}

/** Why it cannot write what it has to; undefined when it can. */
function writeFault(files: Files): string | undefined {
  // Where the root can be written to, so can these.
  if (files.isReadOnly?.(`/${PID_FILE}`) !== true) return undefined;
  const config = files.read(MAIN_FILE) ?? '';
  const [, bodies = BODIES_FOLDER] = /^\s*client_body_temp_path\s+([^\s;]+)/m.exec(config) ?? [];
  const [, pid = `/run/${PID_FILE}`] = /^\s*pid\s+([^\s;]+)/m.exec(config) ?? [];
  if (files.isReadOnly(bodies)) return `mkdir() "${bodies}" failed (30: Read-only file system)`;
  return files.isReadOnly(pid) ? `open() "${pid}" failed (30: Read-only file system)` : undefined;
}

function portsOf(sites: readonly Site[]): readonly number[] {
  const [only] = sites;
  return only && sites.length === 1 ? only.ports : [...new Set(sites.flatMap(({ ports }) => ports))];
}

function test(process: Process): Turn {
  const loaded = load(process);
  const file = `configuration file ${MAIN_FILE}`;
  const lines =
    'fault' in loaded
      ? [`nginx: [emerg] ${loaded.fault}`, `nginx: ${file} test failed`]
      : [`nginx: the ${file} syntax is ok`, `nginx: ${file} test is successful`];
  return { logs: lines.map(errorText), next: { exitCode: 'fault' in loaded ? 1 : 0 } };
}

const ORDERS: Readonly<Record<string, SignalName>> = { reload: 'HUP', quit: 'QUIT', stop: 'TERM', reopen: 'USR1' };

function sendSignal(process: Process, order: string): Turn {
  const signal = ORDERS[order];
  if (!signal) return { logs: [errorText(`nginx: invalid option: "-s ${order}"`)], next: { exitCode: 1 } };
  const master = process.processes().find(({ pid, argv }) => pid !== process.pid && isNginx(argv));
  if (!master) {
    const lines = [`nginx: [error] invalid PID number "" in "/run/${PID_FILE}"`];
    return { logs: lines.map(errorText), next: { exitCode: 1 } };
  }
  process.signal(master.pid, signal);
  return { logs: [stamped(process.now, 'notice', 'signal process started', '30#30')], next: { exitCode: 0 } };
}

function obey(process: Process, state: Json, signal: SignalName, sitesOf: SitesOf): Turn | undefined {
  switch (signal) {
    case 'HUP':
      return reload(process, state, sitesOf);
    case 'TERM':
    case 'INT':
    case 'QUIT':
      return { logs: stopLines(process, signal), next: { exitCode: 0 } };
    case 'USR1':
      return { state, logs: [stamped(process.now, 'notice', 'reopening logs')], next: 'stay' };
    default:
      return undefined;
  }
}

/** With a configuration that cannot be used all stays as it was. */
function reload(process: Process, state: Json, sitesOf: SitesOf): Turn {
  const loaded = load(process);
  const notice = (text: string): LogLine => stamped(process.now, 'notice', text);
  const heard = [notice('signal 1 (SIGHUP) received from 30, reconfiguring'), notice('reconfiguring')];
  if ('fault' in loaded) {
    return { state, logs: [...heard, stamped(process.now, 'emerg', loaded.fault)], next: 'stay' };
  }
  const logs = [...heard, notice('using the "epoll" event method'), notice('start worker processes')];
  return { state: loaded.state, listens: portsOf(sitesOf(loaded.state)), logs, next: 'stay' };
}

const isNginx = ([name = '']: readonly string[]) => baseName(name).startsWith('nginx');
