// Commands of kubectl for which there is nothing in a simulated cluster: they say so.
import type { Command } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

export const proxyCommand: Command = {
  name: 'proxy',
  short: 'Run a proxy to the Kubernetes API server',
  usage: 'proxy [--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]',
  flags: [
    { name: 'address', type: 'string', default: '127.0.0.1' },
    { name: 'port', shorthand: 'p', type: 'int', default: 8001 },
  ],
  run: () => Promise.reject(new PlainError('a proxy is not simulated; use kubectl get --raw PATH')),
};
