// Models staging/src/k8s.io/kubectl/pkg/cmd/set/set_resources.go (v1.35).
import type { Container, PodSpec } from '../../../engine/api/generated/types.ts';
import { canonicalQuantities } from '../../../engine/kinds/quantities.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { changeAll, checkSetFlags, setFlags, setTargets } from '../set/change-all.ts';
import { containersNamed } from '../set/containers-named.ts';
import { updatePodSpec } from '../set/pod-specs.ts';
import { quantityFrom } from '../writing/quantity-from.ts';
import { recordFlag } from '../writing/record.ts';
import { announcedDryRun } from '../writing/write-flags.ts';

export const setResourcesCommand: Command = {
  name: 'resources',
  short: 'Update resource requests/limits on objects with pod templates',
  usage: 'set resources (-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
  flags: [
    ...setFlags,
    recordFlag,
    {
      name: 'containers',
      shorthand: 'c',
      type: 'string',
      default: '*',
    },
    { name: 'limits', type: 'string' },
    { name: 'requests', type: 'string' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  announcedDryRun(context);
  const targets = await setTargets(context, args);
  checkSetFlags(context);
  if (flags.text('limits') === '' && flags.text('requests') === '') {
    throw new PlainError('you must specify an update to requests or limits (in the form of --requests/--limits)');
  }
  const [limits, requests] = [amountsOf(flags.text('limits')), amountsOf(flags.text('requests'))];
  await changeAll(context, targets, {
    outcome: 'resource requirements updated',
    refused: 'failed to patch resources update to pod template ',
    unchanged: 'passed over',
    apply: (object, complain) => {
      const pattern = flags.text('containers');
      let found: readonly Container[] = [];
      const after = updatePodSpec(object, (spec) => {
        found = [...spec.containers, ...(spec.initContainers ?? [])].filter(containersNamed(pattern));
        return withResources(spec, pattern, { limits, requests });
      });
      if (found.length > 0) return after;
      complain(`error: unable to find container named ${pattern}`);
      return undefined;
    },
  });
  return 0;
}

type Amounts = Readonly<Record<string, string>>;

interface Requirements {
  readonly limits: Amounts;
  readonly requests: Amounts;
}

/** Reads `cpu=100m,memory=256Mi`. Throws PlainError for what is no pair. */
function amountsOf(text: string): Amounts {
  const pairs = text === '' ? [] : text.split(',').map((pair): readonly string[] => pair.split('='));
  for (const pair of pairs) {
    if (pair.length === 2) continue;
    throw new PlainError(`Invalid argument syntax ${pair.join('=')}, expected <resource>=<value>`);
  }
  return canonicalQuantities(Object.fromEntries(pairs.map(([name = '', amount = '']) => [name, quantityFrom(amount)])));
}

function withResources(spec: PodSpec, pattern: string, requirements: Requirements): PodSpec {
  const isMeant = containersNamed(pattern);
  const { containers, initContainers } = spec;
  const changed = (container: Container): Container =>
    isMeant(container) ? required(container, requirements) : container;
  return {
    ...spec,
    containers: containers.map(changed),
    ...(initContainers && { initContainers: initContainers.map(changed) }),
  };
}

function required(container: Container, { limits, requests }: Requirements): Container {
  const { resources } = container;
  return {
    ...container,
    resources: {
      ...resources,
      ...(Object.keys(limits).length > 0 && { limits: { ...resources?.limits, ...limits } }),
      ...(Object.keys(requests).length > 0 && { requests: { ...resources?.requests, ...requests } }),
    },
  };
}
