// Models staging/src/k8s.io/kubectl/pkg/cmd/set/set_selector.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { LabelSelector, Service } from '../../../engine/api/generated/types.ts';
import { patchTo, sendPatch } from '../changing/patches.ts';
import type { Command, CommandContext } from '../command.ts';
import { labelSelectorOf } from '../create/label-selector.ts';
import { PlainError } from '../errors/errors.ts';
import { builderFlags, filenameFlags } from '../flags/selection-flags.ts';
import { resultPrinter } from '../printers/results.ts';
import { setFlags, setTargets } from '../set/change-all.ts';
import { recordFlag, recorded } from '../writing/record.ts';
import { announcedDryRun } from '../writing/write-flags.ts';

export const setSelectorCommand: Command = {
  name: 'selector',
  short: 'Set the selector on a resource',
  usage: 'set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  flags: [
    ...setFlags.filter(({ name }) => !['selector', ...filenameFlags.map((flag) => flag.name)].includes(name)),
    ...builderFlags,
    recordFlag,
    {
      name: 'resource-version',
      type: 'string',
    },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  const dryRun = announcedDryRun(context);
  const text = args.at(-1);
  const selector = text === undefined ? undefined : labelSelectorOf(text);
  if (!selector) throw new PlainError('one selector is required');
  const print = resultPrinter(context, dryRun);
  const resourceVersion = flags.text('resource-version');
  for (const target of await setTargets(context, args.slice(0, -1))) {
    const after = recorded(context, selecting(target.object, selector));
    const staysHere = flags.bool('local') || dryRun === 'client';
    const asked = resourceVersion === '' ? {} : { metadata: { resourceVersion } };
    print(
      staysHere ? after : await sendPatch(context, target, 'strategic', { ...patchTo(target, after), ...asked }),
      'selector updated',
    );
  }
  return 0;
}

function selecting(object: KubeObject, { matchLabels = {}, matchExpressions = [] }: LabelSelector): KubeObject {
  if (object.kind !== 'Service') throw new PlainError('setting a selector is only supported for Services');
  if (matchExpressions.length > 0) {
    const texts = matchExpressions.map(
      ({ key, operator, values = [] }) => `{${key} ${operator} [${values.join(' ')}]}`,
    );
    throw new PlainError(`match expression [${texts.join(' ')}] not supported on this object`);
  }
  const service: Service = object;
  const after: Service = { ...service, spec: { ...service.spec, selector: matchLabels } };
  return after;
}
