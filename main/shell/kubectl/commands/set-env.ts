// Models staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Container, EnvVar, PodSpec } from '../../../engine/api/generated/types.ts';
import type { Target } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { changeAll, checkSetFlags, setFlags, setTargets } from '../set/change-all.ts';
import { containersNamed } from '../set/containers-named.ts';
import { changedEnv, type EnvChange, parseEnv, splitEnvArguments } from '../set/env-arguments.ts';
import { envFrom } from '../set/env-from.ts';
import { listEnv } from '../set/env-list.ts';
import { updatePodSpec } from '../set/pod-specs.ts';
import { announcedDryRun } from '../writing/write-flags.ts';

export const setEnvCommand: Command = {
  name: 'env',
  short: 'Update environment variables on a pod template',
  usage: 'set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  flags: [
    ...setFlags,
    {
      name: 'containers',
      shorthand: 'c',
      type: 'string',
      default: '*',
    },
    {
      name: 'env',
      shorthand: 'e',
      type: 'array',
    },
    { name: 'from', type: 'string' },
    { name: 'keys', type: 'strings' },
    { name: 'list', type: 'boolean' },
    { name: 'overwrite', type: 'boolean', default: true },
    { name: 'prefix', type: 'string' },
    { name: 'resolve', type: 'boolean' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags, stdin } = context;
  if (flags.bool('all') && flags.text('selector') !== '') {
    throw new PlainError('cannot set --all and --selector at the same time');
  }
  const { resources, settings } = splitEnvArguments(args);
  announcedDryRun(context);
  checkFlags(context, resources);
  const { set, removed } = parseEnv([...flags.list('env'), ...settings], stdin);
  const more = flags.text('from') === '' ? [] : await envFrom(context, flags.text('from'));
  const prefix = flags.text('prefix');
  const change = { set: [...set, ...more].map((one) => ({ ...one, name: `${prefix}${one.name}` })), removed };
  const targets = await setTargets(context, resources);
  if (flags.bool('list')) return await listAll(context, targets, change);
  await changeAll(context, targets, {
    outcome: 'env updated',
    refused: 'failed to patch env update to pod template: ',
    unchanged: 'passed over',
    apply: (object) => withEnv(context, object, change),
  });
  return 0;
}

function checkFlags(context: CommandContext, resources: readonly string[]): void {
  const { flags } = context;
  checkSetFlags(context);
  if (flags.list('filename').length === 0 && resources.length === 0) {
    throw new PlainError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (flags.bool('list') && flags.text('output') !== '') {
    throw new PlainError('--list and --output may not be specified together');
  }
  if (flags.list('keys').length > 0 && flags.text('from') === '') {
    throw new PlainError('when specifying --keys, a configmap or secret must be provided with --from');
  }
}

/** The object with its variables changed; itself where no container is meant, which is warned of. */
function withEnv(context: CommandContext, object: KubeObject, change: EnvChange): KubeObject {
  const pattern = context.flags.text('containers');
  const isMeant = containersNamed(pattern);
  return updatePodSpec(object, (spec) => {
    const { containers, initContainers } = spec;
    if (!allContainers(spec).some(isMeant)) {
      const of = `${object.kind ?? ''}/${object.metadata?.name ?? ''}`;
      context.warn(`${of} does not have any containers matching "${pattern}"`);
      return spec;
    }
    const changed = (one: Container): Container => (isMeant(one) ? changedContainer(context, one, change) : one);
    return {
      ...spec,
      containers: containers.map(changed),
      ...(initContainers && { initContainers: initContainers.map(changed) }),
    };
  });
}

const allContainers = ({ containers, initContainers = [] }: PodSpec): readonly Container[] => [
  ...containers,
  ...initContainers,
];

function changedContainer({ flags }: CommandContext, container: Container, change: EnvChange): Container {
  const { env: existing = [], ...rest } = container;
  if (!flags.bool('overwrite')) refuseOverwriting(existing, change.set);
  const env = changedEnv(existing, change);
  return env.length > 0 ? { ...rest, env } : rest;
}

function refuseOverwriting(existing: readonly EnvVar[], set: readonly EnvVar[]): void {
  for (const { name, value = '' } of set) {
    const current = existing.find((one) => one.name === name);
    if (!current || (current.value ?? '') === value) continue;
    throw new PlainError(`'${name}' already has a value (${current.value ?? ''}), and --overwrite is false`);
  }
}

/** Prints what the containers would have; changes nothing. */
async function listAll(context: CommandContext, targets: readonly Target[], change: EnvChange): Promise<number> {
  const isMeant = containersNamed(context.flags.text('containers'));
  for (const { object } of targets) {
    let meant: readonly Container[] = [];
    updatePodSpec(withEnv(context, object, change), (spec) => {
      meant = allContainers(spec).filter(isMeant);
      return spec;
    });
    for (const container of meant) await listEnv(context, object, container);
  }
  return 0;
}
