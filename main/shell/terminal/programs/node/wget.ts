// Models GNU wget for one address: what curl fetches, into a file or to standard output.
import type { RequestResult } from '../../../../../preload/contract/requests.ts';
import { SECOND } from '../../../../engine/kernel/time.ts';
import { hostOf } from '../host.ts';
import { complained, type Program, type ProgramContext } from '../program.ts';
import { addressOf } from './reaching.ts';

interface Options {
  readonly url: string | undefined;
  readonly quiet: boolean;
  readonly output: string | undefined;
  readonly timeoutSeconds: number;
}

const NETWORK_CODE = 4;
const ERROR_STATUS_CODE = 8;
const PATIENCE_SECONDS = 130;
/** A word of short options, with the value of the last behind it: `-qO-`. */
const SHORT = /^-([^OTtoP]*)(?:([OTtoP])(.*))?$/;

function optionsOf(args: readonly string[]): Options {
  const values = new Map<string, string>();
  let url: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word.startsWith('--')) {
      const [name = '', value = ''] = word.slice(2).split('=', 2);
      values.set({ 'output-document': 'O', timeout: 'T', quiet: 'q' }[name] ?? name, value);
    } else if (word.startsWith('-') && word !== '-') {
      const [, flags = '', letter = '', attached = ''] = SHORT.exec(word) ?? [];
      for (const flag of flags) values.set(flag, '');
      if (letter !== '') values.set(letter, attached === '' ? (args[++at] ?? '') : attached);
    } else url = word;
  }
  const timeoutSeconds = Number(values.get('T') ?? PATIENCE_SECONDS);
  return { url, quiet: values.has('q'), output: values.get('O'), timeoutSeconds };
}

export const wgetProgram: Program = {
  name: 'wget',
  async run(args, context, { held, client }, signal) {
    const { url, quiet, output, timeoutSeconds } = optionsOf(args);
    if (url === undefined) return complained('wget: missing URL\n');
    const [, name = '', port = '80', path = '/'] = /^(?:https?:\/\/)?([^/:?#]+)(?::(\d+))?(\/[^#]*)?/.exec(url) ?? [];
    const address = addressOf(held, name);
    if (address === undefined) return complained(`wget: unable to resolve host address ‘${name}’\n`, NETWORK_CODE);
    const node = hostOf(context, held);
    const timeoutUs = timeoutSeconds * SECOND;
    const request = { node, address, port: Number(port), method: 'GET', path, host: name, timeoutUs };
    const result = held.submit({ type: 'send-request', request }, `wget@${node}`);
    if (!result.ok || !('sent' in result)) return complained('wget: the machine does not run\n', NETWORK_CODE);
    await client.sleep(result.sent.finished.durationUs, signal);
    const place = `${name}${name === address ? '' : ` (${name})|${address}|`}:${port}`;
    const { exitCode, told, body } = outcomeOf(result.sent, `Connecting to ${place}... `);
    const file = output ?? (path.split('/').at(-1) || 'index.html');
    if (body !== undefined && file !== '-') await save(context, file, body);
    const saved = body === undefined || file === '-' ? '' : `Saving to: ‘${file}’\n`;
    return { stdout: file === '-' ? (body ?? '') : '', stderr: quiet ? '' : told + saved, exitCode };
  },
};

interface Outcome {
  readonly exitCode: number;
  readonly told: string;
  /** Absent when there is nothing to keep. */
  readonly body?: string;
}

function outcomeOf({ finished, response }: RequestResult, connecting: string): Outcome {
  if (!response) {
    const why = { refused: 'Connection refused', reset: 'Connection reset by peer' }[finished.outcome as string];
    return { exitCode: NETWORK_CODE, told: `${connecting}failed: ${why ?? 'Connection timed out'}.\n` };
  }
  const told = `${connecting}connected.\nHTTP request sent, awaiting response... ${response.status}\n`;
  if (response.status >= 400) return { exitCode: ERROR_STATUS_CODE, told: `${told}ERROR ${response.status}.\n` };
  return { exitCode: 0, told, body: response.body };
}

async function save({ fs, cwd }: ProgramContext, file: string, body: string): Promise<void> {
  if (file !== '/dev/null') await fs.writeFile(fs.resolvePath(cwd, file), body);
}
