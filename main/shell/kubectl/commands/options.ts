// Models staging/src/k8s.io/kubectl/pkg/cmd/options/options.go (v1.35), and the commands that only say what there is not.
import type { Command } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { optionsHelp } from '../help.ts';

export const optionsCommand: Command = {
  name: 'options',
  short: 'Print the list of flags inherited by all commands',
  usage: 'options',
  hidden: true,
  flags: [],
  run: ({ out }) => {
    out(optionsHelp());
    return Promise.resolve(0);
  },
};

export const pluginCommand: Command = {
  name: 'plugin',
  short: 'Provides utilities for interacting with plugins',
  usage: 'plugin [flags]',
  flags: [],
  subcommands: [
    {
      name: 'list',
      short: "List all visible plugin executables on a user's PATH",
      usage: 'plugin list [flags]',
      flags: [{ name: 'name-only', type: 'boolean' }],
      run: () => Promise.reject(new PlainError('unable to find any kubectl plugins in your PATH')),
    },
  ],
};
