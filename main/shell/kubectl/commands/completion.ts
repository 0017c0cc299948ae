// Models staging/src/k8s.io/kubectl/pkg/cmd/completion/completion.go (v1.35).
import type { Command } from '../command.ts';
import { completionScripts } from '../completion/scripts.ts';
import { usageError } from '../errors/errors.ts';

export const completionCommand: Command = {
  name: 'completion',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  usage: 'completion SHELL',
  flags: [],
  run: ({ args, out }) => {
    const [shell, ...more] = args;
    if (shell === undefined) throw usageError('completion', 'Shell not specified.');
    if (more.length > 0) throw usageError('completion', 'Too many arguments. Expected only the shell type.');
    const script = completionScripts[shell];
    if (script === undefined) throw usageError('completion', `Unsupported shell type "${shell}".`);
    out(script);
    return Promise.resolve(0);
  },
};
