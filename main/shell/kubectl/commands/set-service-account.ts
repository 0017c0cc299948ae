// Models staging/src/k8s.io/kubectl/pkg/cmd/set/set_serviceaccount.go (v1.35).
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { changeAll, checkSetFlags, setFlags, setTargets } from '../set/change-all.ts';
import { updatePodSpec } from '../set/pod-specs.ts';
import { recordFlag } from '../writing/record.ts';
import { announcedDryRun } from '../writing/write-flags.ts';

export const setServiceAccountCommand: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Update the service account of a resource',
  usage: 'set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  flags: [...setFlags.filter(({ name }) => name !== 'selector'), recordFlag],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const serviceAccountName = context.args.at(-1);
  announcedDryRun(context);
  if (serviceAccountName === undefined) throw new PlainError('serviceaccount is required');
  checkSetFlags(context);
  const targets = await setTargets(context, context.args.slice(0, -1));
  await changeAll(context, targets, {
    outcome: 'serviceaccount updated',
    refused: 'failed to patch ServiceAccountName ',
    unchanged: 'sent',
    apply: (object) => updatePodSpec(object, (spec) => ({ ...spec, serviceAccountName })),
  });
  return 0;
}
