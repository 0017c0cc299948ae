// Models staging/src/k8s.io/kubectl/pkg/cmd/rollout/rollout.go (v1.35).
import type { Command } from '../command.ts';
import { usageError } from '../errors/errors.ts';
import { rolloutPauseCommand, rolloutRestartCommand, rolloutResumeCommand } from './rollout-changes.ts';
import { rolloutHistoryCommand } from './rollout-history.ts';
import { rolloutStatusCommand } from './rollout-status.ts';
import { rolloutUndoCommand } from './rollout-undo.ts';

export const rolloutCommand: Command = {
  name: 'rollout',
  short: 'Manage the rollout of a resource',
  long: 'Manage the rollout of one or many resources.',
  usage: 'rollout SUBCOMMAND',
  flags: [],
  subcommands: [
    rolloutHistoryCommand,
    rolloutPauseCommand,
    rolloutRestartCommand,
    rolloutResumeCommand,
    rolloutStatusCommand,
    rolloutUndoCommand,
  ],
  // Unlike other groups of commands it tells of its members on standard output.
  run: ({ args, path, help, out }) => {
    if (args.length > 0) return Promise.reject(usageError(path, `unknown command "${args.join(' ')}"`));
    out(help());
    return Promise.resolve(1);
  },
};
