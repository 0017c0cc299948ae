// Models staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.35): the kinds of failures a command may meet.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';

/**
 * What ends a command: printed on standard error as it stands, and the exit code. Other failures are
 * printed as kubectl prints them, with exit code 1.
 */
export class CommandFailed extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** An answer of the API server that refuses. */
export class ServerRefusal extends Error {
  readonly status: ApiStatus;

  constructor(status: ApiStatus, message = status.message) {
    super(message);
    this.status = status;
  }
}

/** A failure that kubectl itself finds: printed after `error: `, but bare where several are printed. */
export class PlainError extends Error {}

/** Several failures, printed one below the other. */
export class ErrorGroup extends Error {
  readonly errors: readonly Error[];

  constructor(errors: readonly Error[]) {
    super(joinedMessage(errors));
    this.errors = errors;
  }
}

/** Nobody listens at the address of the API server. */
export class ConnectionRefused extends Error {
  constructor(serverUrl: string) {
    super(
      `The connection to the server ${serverUrl.replace(/^https?:\/\//, '')} was refused - did you specify the right host or port?`,
    );
  }
}

/** A command that was not used as it should be; `path` as in help texts: `create deployment`. */
export function usageError(path: string, message: string): PlainError {
  return new PlainError(`${message}\nSee 'kubectl ${path} -h' for help and examples`);
}

/** Arguments that `config` has no use for: its help is printed before. */
export function unexpectedArgs({ args, help, out }: UsedCommand): PlainError {
  out(help());
  return new PlainError(`Unexpected args: [${args.join(' ')}]`);
}

interface UsedCommand {
  readonly args: readonly string[];
  readonly help: () => string;
  readonly out: (text: string) => void;
}

/** Says where the object came from: `error when creating "web.yaml": pods "web" already exists`. */
export function withSource(error: Error, verb: string, source: string): Error {
  if (source === '') return error;
  const message = `error when ${verb} "${source}": ${error.message}`;
  if (error instanceof ServerRefusal) {
    return error.status.code === 0 ? error : new ServerRefusal({ ...error.status, message });
  }
  return error instanceof ConnectionRefused ? error : new PlainError(message);
}

/** Throws what was collected: nothing, one failure, or all of them together. */
export function throwAll(errors: readonly Error[]): void {
  const [first, ...others] = errors;
  if (!first) return;
  throw others.length === 0 ? first : new ErrorGroup(errors);
}

export const isNotFound = (error: unknown): error is ServerRefusal =>
  error instanceof ServerRefusal && error.status.reason === 'NotFound';

/** Whether something thrown is a failure that is told to the person; all else is a fault of the program. */
export function isFailure(caught: unknown): caught is Error {
  return [CommandFailed, ServerRefusal, PlainError, ErrorGroup, ConnectionRefused].some(
    (failure) => caught instanceof failure,
  );
}

/** A caught value as a failure. Throws it on when it is none of ours. */
export function asFailure(caught: unknown): Error {
  if (isFailure(caught)) return caught;
  throw caught;
}

function joinedMessage(errors: readonly Error[]): string {
  const messages = [...new Set(errors.map(({ message }) => message))];
  return messages.length === 1 ? (messages[0] ?? '') : `[${messages.join(', ')}]`;
}
