// Simple servers: Apache with its default page, and the stand-in for images that nobody knows.
import type { HttpResponse } from '../interfaces.ts';
import { byteLength, contentType, httpDate, pathOf } from './http.ts';
import type { Process, Program } from './program.ts';

const APACHE_ROOT = '/usr/local/apache2/htdocs';

/** Apache httpd as its image configures it: files of one folder on port 80. */
export function apache(version: string): Program {
  return {
    run: () => ({ listens: [80], next: 'stay' }),
    terminate: () => ({ next: { exitCode: 0 } }),
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
  terminate: () => ({ next: { exitCode: 0 } }),
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
  terminate: () => ({ next: { exitCode: 0 } }),
};

function response(process: Process, status: number, type: string, body: string, server: string): HttpResponse {
  return {
    status,
    headers: {
      Date: httpDate(process.now),
      Server: server,
      'Content-Length': String(byteLength(body)),
      'Content-Type': type,
    },
    body,
  };
}
