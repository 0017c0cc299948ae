// `wget` of BusyBox.
import { SECOND } from '../../../kernel/time.ts';
import { baseName } from '../../os/paths.ts';
import type { Dialled } from '../dial.ts';
import { phraseOf } from '../http.ts';
import type { Process } from '../program.ts';
import { type Options, optionsOf } from './command.ts';
import { CONNECT_US, type Target, httpClient } from './http-client.ts';

export const wget = httpClient({
  options: (args) => optionsOf(args, 'OTtPU', ['timeout', 'tries', 'header', 'post-data', 'output-document']),
  method: ({ flags, values }) =>
    flags.has('spider') ? 'HEAD' : values['post-data'] === undefined && !flags.has('post-data') ? 'GET' : 'POST',
  patienceUs: ({ values }) => Number(values['T'] ?? values['timeout'] ?? CONNECT_US / SECOND) * SECOND,
  follows: () => true,
  tell,
});

function tell(process: Process, options: Options, { host, port, path }: Target, dialled: Dialled): number {
  const { flags, values } = options;
  const quiet = flags.has('q') || flags.has('quiet');
  const { kind, address } = dialled;
  const shown = port === 80 ? host : `${host}:${String(port)}`;
  if (kind === 'unknown-name' || kind === 'unresolved') return failing(process, `wget: bad address '${shown}'`);
  if (!quiet)
    process.err(`Connecting to ${host === address ? `${host}:${String(port)}` : shown} (${address}:${String(port)})\n`);
  if (kind === 'refused')
    return failing(process, `wget: can't connect to remote host (${address}): Connection refused`);
  if (kind === 'no-route') return failing(process, `wget: can't connect to remote host (${address}): No route to host`);
  if (kind !== 'answered') return failing(process, 'wget: download timed out');
  const { status, body } = dialled.response;
  if (status >= 400) {
    return failing(process, `wget: server returned error: HTTP/1.1 ${String(status)} ${phraseOf(status)}`);
  }
  if (!flags.has('spider')) save(process, values['O'] ?? values['output-document'], baseName(path), body, quiet);
  else if (!quiet) process.err('remote file exists\n');
  return 0;
}

function save(process: Process, output: string | undefined, name: string, body: string, quiet: boolean): void {
  const file = output ?? (name || 'index.html');
  if (file === '-') process.out(body);
  else if (file !== '/dev/null') process.files.write(process.path(file), body);
  if (quiet || file === '-') return;
  process.err(`saving to '${file}'\n'${file}' saved\n`);
}

function failing(process: Process, message: string): number {
  process.err(`${message}\n`);
  return 1;
}
