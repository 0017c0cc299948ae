// Models checkErr in staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.35): the words of a failure.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import { CommandFailed, ConnectionRefused, ErrorGroup, ServerRefusal } from './errors.ts';

/** What kubectl prints on standard error when a command ends with `error`, with a line end. */
export function errorText(error: Error): string {
  const text = wordsOf(error);
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function wordsOf(error: Error): string {
  if (error instanceof CommandFailed) return error.message;
  if (error instanceof ErrorGroup) return error.errors.map((one) => `${messageFor(one)}\n`).join('');
  if (error instanceof ServerRefusal && error.status.reason === 'Invalid') return invalidText(error.status);
  const standard = standardMessage(error);
  if (standard !== undefined) return standard;
  return error.message.startsWith('error: ') ? error.message : `error: ${error.message}`;
}

/** One of several failures: without `error: `. */
export function messageFor(error: Error): string {
  return standardMessage(error) ?? error.message;
}

function standardMessage(error: Error): string | undefined {
  if (error instanceof ConnectionRefused) return error.message;
  if (!(error instanceof ServerRefusal)) return undefined;
  const { reason } = error.status;
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`;
  return reason === '' ? `Error from server: ${error.message}` : `Error from server (${reason}): ${error.message}`;
}

function invalidText({ details, message }: ApiStatus): string {
  if (!details) return `The request is invalid${message === '' ? '' : `: ${message}`}`;
  const { kind = '', name = '', causes = [] } = details;
  const named = kind !== '' || name !== '';
  const what = named ? `The ${kind} "${name}" is invalid` : 'The request is invalid';
  const lines = [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))];
  if (lines.length === 0) return named || message === '' ? what : `${what}: ${message}`;
  if (lines.length === 1) return `${what}: ${lines[0] ?? ''}\n`;
  return `${what}: \n${lines.map((line) => `* ${line}\n`).join('')}`;
}
