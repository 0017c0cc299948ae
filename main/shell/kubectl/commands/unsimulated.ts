// Commands of kubectl for which there is nothing in a simulated cluster: they say so.
import type { Command } from '../command.ts';
import { PlainError, usageError } from '../errors/errors.ts';

const SHELLS = ['bash', 'fish', 'powershell', 'zsh'];

export const completionCommand: Command = {
  name: 'completion',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  usage: 'completion SHELL',
  flags: [],
  run: ({ args }) => {
    const [shell, ...more] = args;
    if (shell === undefined) throw usageError('completion', 'Shell not specified.');
    if (more.length > 0) throw usageError('completion', 'Too many arguments. Expected only the shell type.');
    if (!SHELLS.includes(shell)) throw usageError('completion', `Unsupported shell type "${shell}".`);
    throw new PlainError('this terminal completes no words: there is no completion code for it');
  },
};

export const proxyCommand: Command = {
  name: 'proxy',
  short: 'Run a proxy to the Kubernetes API server',
  usage: 'proxy [--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]',
  flags: [
    { name: 'address', type: 'string', default: '127.0.0.1', about: 'The IP address on which to serve on.' },
    { name: 'port', shorthand: 'p', type: 'int', default: 8001, about: 'The port on which to run the proxy.' },
  ],
  run: () => Promise.reject(new PlainError('a proxy is not simulated; use kubectl get --raw PATH')),
};
