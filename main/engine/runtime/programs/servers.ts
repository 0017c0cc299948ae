// Simple servers: Apache with its default page, and the stand-in for images that nobody knows.
import type { Json } from '../../kernel/json.ts';
import type { HttpResponse } from '../interfaces.ts';
import { byteLength, contentType, httpDate, pathOf } from './http.ts';
import type { SignalName } from '../os/signals.ts';
import type { Answer, Process, ProcessInfo, Program, Turn } from './program.ts';

const APACHE_ROOT = '/usr/local/apache2/htdocs';

/** Apache httpd as its image configures it: files of one folder on port 80. */
export function apache(version: string): Program {
  return {
    run: () => ({ listens: [80], next: 'stay' }),
    signal: endsAtOnce,
    answer: (process, request) => {
      const path = pathOf(request.path);
      const file = APACHE_ROOT + (path.endsWith('/') ? `${path}index.html` : path);
      const body = process.files.read(file);
      const server = `Apache/${version} (Unix)`;
      return body === undefined
        ? response(process, 404, 'text/html; charset=iso-8859-1', 'Not Found\n', server)
        : response(process, 200, contentType(file), body, server);
    },
  };
}

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

/** What well-behaved servers do when they are asked to end. */
export function endsAtOnce(_process: Process, _state: Json, signal: SignalName): Turn | undefined {
  return signal === 'TERM' || signal === 'INT' || signal === 'QUIT' ? { next: { exitCode: 0 } } : undefined;
}

/** An answer of a simple server. */
export function response(process: ProcessInfo, status: number, type: string, body: string, server: string): Answer {
  const answer: HttpResponse = {
    status,
    headers: {
      Date: httpDate(process.now),
      Server: server,
      'Content-Length': String(byteLength(body)),
      'Content-Type': type,
    },
    body,
  };
  return { kind: 'response', response: answer };
}

/** A server that listens on ports of its own, tells a few lines when it starts, and speaks no HTTP. */
export function daemon(ports: readonly number[], lines: readonly string[], exitCode: number): Program {
  return {
    run: () => ({
      listens: ports,
      logs: lines.map((text) => ({ stream: 'stdout' as const, text })),
      next: 'stay',
    }),
    signal: (process, state, signal) => endsAtOnce(process, state, signal) && { next: { exitCode } },
  };
}
