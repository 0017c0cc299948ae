// Models staging/src/k8s.io/kubectl/pkg/cmd/certificates/certificates.go (v1.35): the API server keeps no requests for
// certificates, so that none can be found.
import { askObject } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, PlainError, throwAll } from '../errors/errors.ts';
import { filenameFlags } from '../flags/selection-flags.ts';

const decision = (name: string, short: string): Command => ({
  name,
  short,
  usage: `certificate ${name} (-f FILENAME | NAME)`,
  flags: [...filenameFlags, { name: 'force', type: 'boolean' }],
  run: decide,
});

export const certificateCommand: Command = {
  name: 'certificate',
  short: 'Modify certificate resources',
  long: 'Modify certificate resources.',
  usage: 'certificate SUBCOMMAND',
  flags: [],
  subcommands: [
    decision('approve', 'Approve a certificate signing request'),
    decision('deny', 'Deny a certificate signing request'),
  ],
  run: ({ help, out }) => {
    out(help());
    return Promise.resolve(0);
  },
};

async function decide(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  if (args.length === 0 && flags.list('filename').length === 0) {
    throw new PlainError('one or more CSRs must be specified as <name> or -f <filename>');
  }
  const failures: Error[] = [];
  for (const name of args) {
    try {
      await askObject(context, { verb: 'get', resource: 'certificatesigningrequests', name });
    } catch (caught) {
      failures.push(asFailure(caught));
    }
  }
  throwAll(failures);
  return 0;
}
