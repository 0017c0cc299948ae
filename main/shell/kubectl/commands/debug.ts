// Models staging/src/k8s.io/kubectl/pkg/cmd/debug/debug.go (v1.35): ephemeral containers in Pods. Copies of Pods and
// Pods on nodes are not made, and nothing is attached to the container.
import type { EphemeralContainer, Pod } from '../../../engine/api/generated/types.ts';
import { sendPatch } from '../changing/patches.ts';
import { type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { contentHash } from '../create/content-hash.ts';
import { PlainError, throwAll } from '../errors/errors.ts';
import { filenameFlag, selectionOf } from '../flags/selection-flags.ts';

export const debugCommand: Command = {
  name: 'debug',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  usage: 'debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  flags: [
    filenameFlag,
    { name: 'arguments-only', type: 'boolean' },
    { name: 'container', shorthand: 'c', type: 'string' },
    { name: 'copy-to', type: 'string' },
    { name: 'env', type: 'array' },
    { name: 'image', type: 'string' },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'profile', type: 'string', default: 'legacy' },
    { name: 'quiet', shorthand: 'q', type: 'boolean' },
    { name: 'stdin', shorthand: 'i', type: 'boolean' },
    { name: 'target', type: 'string' },
    { name: 'tty', shorthand: 't', type: 'boolean' },
  ],
  run,
};

const POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];

async function run(context: CommandContext): Promise<number> {
  const { args, afterDash, err, flags } = context;
  const names = args.slice(0, args.length - (afterDash?.length ?? 0));
  checkFlags(context, names);
  sayTarget(context);
  if (flags.text('profile') === 'legacy') {
    err(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    );
  }
  const selection = { ...selectionOf(context, names), typeAlone: false };
  const meant = names.some((name) => name.includes('/')) ? selection : { ...selection, args: ['pods', ...names] };
  const { targets, errors } = await targetsOf(context, meant, { latest: true });
  for (const one of targets) await debug(context, one);
  throwAll(errors);
  return 0;
}

function checkFlags({ flags }: CommandContext, names: readonly string[]): void {
  if (flags.text('copy-to') !== '' && flags.text('target') !== '') {
    throw new PlainError('--target is incompatible with --copy-to. Use --share-processes instead.');
  }
  if (flags.text('copy-to') !== '') throw new PlainError('copies of Pods for debugging are not simulated');
  if (flags.text('image') === '') throw new PlainError('you must specify --image when not using --copy-to.');
  if (names.length === 0 && flags.list('filename').length === 0) {
    throw new PlainError('NAME or filename is required for debug');
  }
  const policy = flags.text('image-pull-policy');
  if (!POLICIES.includes(policy)) throw new PlainError(`invalid image pull policy: ${policy}`);
}

function sayTarget({ flags, out }: CommandContext): void {
  const target = flags.text('target');
  if (target !== '' && !flags.bool('quiet')) {
    out(
      `Targeting container "${target}". If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  }
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new PlainError('-i/--stdin is required for containers with -t/--tty=true');
  }
}

async function debug(context: CommandContext, target: Target): Promise<void> {
  const { kind, group, version } = target.resource;
  if (kind === 'Node') throw new PlainError('Pods for debugging on nodes are not simulated');
  if (kind !== 'Pod') throw new PlainError(`"${group}/${version}, Kind=${kind}" not supported by debug`);
  const container = debugContainer(context, target.object);
  const patch = { spec: { ephemeralContainers: [container] } };
  await sendPatch(context, { ...target, subresource: 'ephemeralcontainers' }, 'strategic', patch);
}

const SUFFIX_LENGTH = 5;

function debugContainer({ afterDash = [], client, flags, out }: CommandContext, pod: Pod): EphemeralContainer {
  const given = flags.text('container');
  const name =
    given === ''
      ? `debugger-${contentHash({ uid: pod.metadata?.uid, now: client.now }).slice(0, SUFFIX_LENGTH)}`
      : given;
  if (given === '' && !flags.bool('quiet')) out(`Defaulting debug container name to ${name}.\n`);
  const policy = flags.text('image-pull-policy');
  return {
    name,
    image: flags.text('image'),
    ...(policy !== '' && { imagePullPolicy: policy }),
    ...(afterDash.length > 0 && { [flags.bool('arguments-only') ? 'args' : 'command']: afterDash }),
    ...(flags.bool('stdin') && { stdin: true }),
    ...(flags.bool('tty') && { tty: true }),
    ...(flags.text('target') !== '' && { targetContainerName: flags.text('target') }),
    terminationMessagePolicy: 'File',
    ...profiled(flags.text('profile')),
  };
}

/** What a profile adds. Throws PlainError for one that does not exist. */
function profiled(profile: string): Pick<EphemeralContainer, 'securityContext'> {
  switch (profile) {
    case 'legacy':
    case 'baseline':
      return {};
    case 'general':
      return { securityContext: { capabilities: { add: ['SYS_PTRACE'] } } };
    case 'netadmin':
      return { securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } } };
    case 'sysadmin':
      return { securityContext: { privileged: true } };
    case 'restricted':
      return {
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      };
    default:
      throw new PlainError(`unknown profile: ${profile}`);
  }
}
