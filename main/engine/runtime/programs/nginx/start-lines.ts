// What an nginx container logs when it starts and ends: first its entrypoint's scripts, then the server itself.
import type { LogLine, Process } from '../program.ts';
import { type SignalName, signalNumber } from '../../os/signals.ts';
import { noticePrefix, stamped } from './log-lines.ts';

const ENTRYPOINT = '/docker-entrypoint.sh';
const SCRIPTS = '/docker-entrypoint.d';
const LISTEN = '10-listen-on-ipv6-by-default.sh';
const WORKER = '29';
const DEFAULT_SITE = '/etc/nginx/conf.d/default.conf';

/** What the scripts of the image's entrypoint say, and the server after them; each in one breath. */
export function startLines(
  process: Process,
  version: string,
): { readonly entrypoint: LogLine; readonly server: LogLine } {
  return { entrypoint: { stream: 'stdout', text: entrypointText(process) }, server: serverLine(process, version) };
}

function entrypointText({ files }: Process): string {
  const isReadOnly = files.isReadOnly?.(DEFAULT_SITE) === true;
  if (!isReadOnly && files.isPristine?.('/etc/nginx') === true) return AS_BUILT;
  if (files.read(DEFAULT_SITE) === undefined)
    return entrypointWith([`${DEFAULT_SITE} is not a file or does not exist`]);
  if (isReadOnly) return entrypointWith([`can not modify ${DEFAULT_SITE} (read-only file system?)`]);
  return entrypointWith([`${DEFAULT_SITE} differs from the packaged version`]);
}

function entrypointWith(findings: readonly string[]): string {
  const launching = (script: string) => `${ENTRYPOINT}: Launching ${SCRIPTS}/${script}`;
  const lines = [
    `${ENTRYPOINT}: ${SCRIPTS}/ is not empty, will attempt to perform configuration`,
    `${ENTRYPOINT}: Looking for shell scripts in ${SCRIPTS}/`,
    launching(LISTEN),
    ...findings.map((text) => `${LISTEN}: info: ${text}`),
    `${ENTRYPOINT}: Sourcing ${SCRIPTS}/15-local-resolvers.envsh`,
    launching('20-envsubst-on-templates.sh'),
    launching('30-tune-worker-processes.sh'),
    `${ENTRYPOINT}: Configuration complete; ready for start up`,
  ];
  return lines.join('\n');
}

/** The same for all that run with the image's own files. */
const AS_BUILT = entrypointWith([
  `Getting the checksum of ${DEFAULT_SITE}`,
  `Enabled listen on IPv6 in ${DEFAULT_SITE}`,
]);

function serverLine({ now }: Process, version: string): LogLine {
  const notice = noticePrefix(now);
  const lines = [
    'using the "epoll" event method',
    `nginx/${version}`,
    'OS: Linux 6.8.0-60-generic',
    'getrlimit(RLIMIT_NOFILE): 1048576:1048576',
    'start worker processes',
    `start worker process ${WORKER}`,
  ];
  return { stream: 'stderr', text: notice + lines.join(`\n${notice}`) };
}

/** SIGQUIT lets requests come to their end, the others do not. */
export function stopLines({ now }: Process, signal: SignalName): readonly LogLine[] {
  const isGraceful = signal === 'QUIT';
  const [how, worker] = isGraceful ? ['shutting down', 'gracefully shutting down'] : ['exiting', 'exiting'];
  const number = String(signalNumber(signal));
  const own = (text: string) => stamped(now, 'notice', text);
  const its = (text: string) => stamped(now, 'notice', text, `${WORKER}#${WORKER}`);
  return [
    own(`signal ${number} (SIG${signal}) received, ${how}`),
    its(worker),
    ...(isGraceful ? [its('exiting')] : []),
    its('exit'),
    own(`signal 17 (SIGCHLD) received from ${WORKER}`),
    own(`worker process ${WORKER} exited with code 0`),
    own('exit'),
  ];
}
