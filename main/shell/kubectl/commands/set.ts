// Models staging/src/k8s.io/kubectl/pkg/cmd/set/set.go (v1.35).
import type { Command } from '../command.ts';
import { setEnvCommand } from './set-env.ts';
import { setImageCommand } from './set-image.ts';
import { setResourcesCommand } from './set-resources.ts';
import { setSelectorCommand } from './set-selector.ts';
import { setServiceAccountCommand } from './set-service-account.ts';
import { setSubjectCommand } from './set-subject.ts';

export const setCommand: Command = {
  name: 'set',
  short: 'Set specific features on objects',
  long: 'Configure application resources.\n\n These commands help you make changes to existing application resources.',
  usage: 'set SUBCOMMAND',
  flags: [],
  subcommands: [
    setEnvCommand,
    setImageCommand,
    setResourcesCommand,
    setSelectorCommand,
    setServiceAccountCommand,
    setSubjectCommand,
  ],
};
