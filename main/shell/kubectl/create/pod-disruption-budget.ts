// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create_pdb.go (v1.35).
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { generatorCommand, metadataIn } from './generator.ts';
import { labelSelectorOf } from './label-selector.ts';

export const createPodDisruptionBudgetCommand = generatorCommand({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  short: 'Create a pod disruption budget with the specified name',
  usage: 'create poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  flags: [
    { name: 'min-available', type: 'string' },
    { name: 'max-unavailable', type: 'string' },
    { name: 'selector', type: 'string' },
  ],
  failure: 'failed to create poddisruptionbudgets:',
  make: (context, name) => {
    validate(context);
    const { flags } = context;
    const [min, max] = [flags.text('min-available'), flags.text('max-unavailable')];
    const bound = min === '' ? { maxUnavailable: numberOrText(max) } : { minAvailable: numberOrText(min) };
    const status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadataIn(context, { name }),
      spec: { ...bound, selector: labelSelectorOf(flags.text('selector')) },
      status,
    };
  },
});

const numberOrText = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

function validate({ flags }: CommandContext): void {
  const [min, max] = [flags.text('min-available'), flags.text('max-unavailable')];
  if (flags.text('selector') === '') throw new PlainError('a selector must be specified');
  if (min === '' && max === '') throw new PlainError('one of min-available or max-unavailable must be specified');
  if (min !== '' && max !== '') throw new PlainError('min-available and max-unavailable cannot be both specified');
  for (const [name, text] of [
    ['min-available', min],
    ['max-unavailable', max],
  ] as const) {
    if (text !== '' && !/^\d+%?$/.test(text)) throw new PlainError(`invalid format specified for ${name}`);
  }
}
