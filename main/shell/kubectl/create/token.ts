// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create_token.go (v1.35).
import { SECOND } from '../../../engine/kernel/time.ts';
import type { TokenRequest, TokenRequestSpec } from '../../../engine/api/generated/types.ts';
import { askObject } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, PlainError } from '../errors/errors.ts';
import { isObjectOutput, objectPrinter } from '../printers/object-printer.ts';
import { outputFlags, outputOf } from '../printers/output-format.ts';
import { nameArgument } from './generator.ts';

export const createTokenCommand: Command = {
  name: 'token',
  short: 'Request a service account token',
  usage: 'create token SERVICE_ACCOUNT_NAME',
  flags: [
    ...outputFlags,
    { name: 'audience', type: 'array' },
    { name: 'bound-object-kind', type: 'string' },
    { name: 'bound-object-name', type: 'string' },
    { name: 'bound-object-uid', type: 'string' },
    { name: 'duration', type: 'duration', default: '0s' },
  ],
  run,
};

const boundKinds = ['Node', 'Pod', 'Secret'];

async function run(context: CommandContext): Promise<number> {
  const name = nameArgument(context);
  validate(context);
  const { namespace, flags } = context;
  const token = await request(context, namespace, name);
  const output = outputOf(flags, false);
  context.out(isObjectOutput(output) ? objectPrinter(context, output)(token) : (token.status?.token ?? ''));
  return 0;
}

async function request(context: CommandContext, namespace: string, name: string): Promise<TokenRequest> {
  const { flags } = context;
  const seconds = flags.duration('duration') / SECOND;
  const audiences = flags.list('audience');
  const [kind = '', bound, uid] = ['kind', 'name', 'uid'].map((part) => flags.text(`bound-object-${part}`));
  const spec: TokenRequestSpec = {
    ...(audiences.length > 0 && { audiences }),
    ...(seconds > 0 && { expirationSeconds: seconds }),
    ...(kind !== '' && { boundObjectRef: { apiVersion: 'v1', kind, name: bound, ...(uid !== '' && { uid }) } }),
  };
  const object: TokenRequest = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
  try {
    return await askObject(context, {
      verb: 'create',
      resource: 'serviceaccounts',
      subresource: 'token',
      namespace,
      name,
      object,
    });
  } catch (caught) {
    throw new PlainError(`failed to create token: ${asFailure(caught).message}`);
  }
}

function validate({ flags }: CommandContext): void {
  const refuseIf = (isRefused: boolean, message: string) => {
    if (isRefused) throw new PlainError(message);
  };
  const durationUs = flags.duration('duration');
  refuseIf(durationUs < 0, '--duration must be greater than or equal to 0');
  refuseIf(durationUs % SECOND !== 0, '--duration cannot be expressed in units less than seconds');
  refuseIf(flags.list('audience').includes(''), '--audience must not be an empty string');
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((part) => flags.text(`bound-object-${part}`));
  if (kind) {
    refuseIf(!boundKinds.includes(kind), `supported --bound-object-kind values are ${boundKinds.join(', ')}`);
    refuseIf(!name, '--bound-object-name is required if --bound-object-kind is provided');
    return;
  }
  refuseIf(Boolean(name), '--bound-object-name can only be set if --bound-object-kind is provided');
  refuseIf(Boolean(uid), '--bound-object-uid can only be set if --bound-object-kind is provided');
}
