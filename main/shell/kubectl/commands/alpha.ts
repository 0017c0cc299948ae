// Models staging/src/k8s.io/kubectl/pkg/cmd/alpha.go and cmd/kuberc (v1.35).
import type { Command } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

const REFUSED = 'kuberc files are not read here: every command has the defaults of kubectl';

const refused = (name: string, short: string, usage: string): Command => ({
  name,
  short,
  usage,
  flags: [],
  run: () => Promise.reject(new PlainError(REFUSED)),
});

export const alphaCommand: Command = {
  name: 'alpha',
  short: 'Commands for features in alpha',
  long: 'These commands correspond to alpha features that are not enabled in Kubernetes clusters by default.',
  usage: 'alpha [flags]',
  flags: [],
  subcommands: [
    {
      name: 'kuberc',
      short: 'Manage kuberc configuration files',
      usage: 'alpha kuberc SUBCOMMAND',
      flags: [],
      subcommands: [
        refused(
          'set',
          'Set values in the kuberc configuration',
          'alpha kuberc set --section (defaults|aliases) --command COMMAND',
        ),
        refused('view', 'Display the current kuberc configuration', 'alpha kuberc view'),
      ],
    },
  ],
  run: ({ help, out }) => {
    out(help());
    return Promise.resolve(0);
  },
};
