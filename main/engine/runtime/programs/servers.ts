// What simple servers have in common, and the stand-in for images that nobody knows.
import { byteLength } from '../../kernel/utf8.ts';
import type { HttpResponse } from '../interfaces.ts';
import { httpDate } from './http.ts';
import type { Answer, ProcessInfo, Program } from './program.ts';

/** What well-behaved servers do when they are asked to end. */
export const endsAtOnce: NonNullable<Program['signal']> = endsWith(0);

/** Answers every request on the ports that the manifest declares, and ends at once on SIGTERM. */
export const genericServer: Program = {
  run: (process) => ({ listens: process.ports, next: 'stay' }),
  signal: endsAtOnce,
  answer: (process, request) =>
    response(
      process,
      200,
      'text/plain',
      `${process.hostname} answers ${request.path} in place of ${process.image}\n`,
      'kubarium',
    ),
};

/** The sandbox's own program, and whatever else only waits to be ended. */
export const pause: Program = {
  run: () => ({ next: 'stay' }),
  signal: endsAtOnce,
};

/** Ends with that code when it is asked to; `ignored`: as one that leaves it to the kernel, which spares first processes. */
export function endsWith(exitCode: number | 'ignored'): NonNullable<Program['signal']> {
  return (_process, _state, signal) =>
    exitCode !== 'ignored' && (signal === 'TERM' || signal === 'INT' || signal === 'QUIT')
      ? { next: { exitCode } }
      : undefined;
}

/** An answer of a simple server; one without a name does not tell it. */
export function response(
  process: ProcessInfo,
  status: number,
  type: string,
  body: string,
  server: string,
): Extract<Answer, { readonly kind: 'response' }> {
  const answer: HttpResponse = {
    status,
    headers: {
      Date: httpDate(process.now),
      ...(server !== '' && { Server: server }),
      'Content-Length': String(byteLength(body)),
      'Content-Type': type,
    },
    body,
  };
  return { kind: 'response', response: answer };
}
