// Models staging/src/k8s.io/kubectl/pkg/cmd/set/set_resources.go (v1.35).
import type { Container, PodSpec } from '../../../engine/api/generated/types.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { changeAll, checkSetFlags, setFlags, setTargets } from '../set/change-all.ts';
import { updatePodSpec } from '../set/pod-specs.ts';
import { announcedDryRun } from '../writing/write-flags.ts';

export const setResourcesCommand: Command = {
  name: 'resources',
  short: 'Update resource requests/limits on objects with pod templates',
  usage: 'set resources (-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]',
  flags: [
    ...setFlags,
    { name: 'containers', shorthand: 'c', type: 'string', default: '*', about: 'The names of containers, or *.' },
    { name: 'limits', type: 'string', about: "For example, 'cpu=100m,memory=256Mi'." },
    { name: 'requests', type: 'string', about: "For example, 'cpu=100m,memory=256Mi'." },
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
    unchanged: 'told',
    apply: (object) =>
      updatePodSpec(object, (spec) => withResources(spec, flags.text('containers'), { limits, requests })),
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
    throw new PlainError(`invalid argument syntax ${pair.join('=')}, expected <resource>=<value>`);
  }
  return Object.fromEntries(pairs.map(([name = '', amount = '']) => [name, amount] as const));
}

function withResources(spec: PodSpec, pattern: string, requirements: Requirements): PodSpec {
  const isMeant = matches(pattern);
  const { containers, initContainers } = spec;
  if (![...containers, ...(initContainers ?? [])].some(({ name }) => isMeant(name))) {
    throw new PlainError(`error: unable to find container named ${pattern}`);
  }
  const changed = (container: Container): Container =>
    isMeant(container.name) ? required(container, requirements) : container;
  return {
    ...spec,
    containers: containers.map(changed),
    ...(initContainers && { initContainers: initContainers.map(changed) }),
  };
}

function matches(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[^\w-]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return (name) => expression.test(name);
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
