// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create_token.go (v1.35).
import { SECOND } from '../../../engine/kernel/time.ts';
import { ask } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, PlainError } from '../errors/errors.ts';
import { outputFlags } from '../printers/output-format.ts';
import { nameArgument } from './generator.ts';

export const createTokenCommand: Command = {
  name: 'token',
  short: 'Request a service account token',
  usage: 'create token SERVICE_ACCOUNT_NAME',
  flags: [
    ...outputFlags,
    { name: 'audience', type: 'array', about: 'Audience of the requested token.' },
    { name: 'bound-object-kind', type: 'string', about: 'Kind of an object to bind the token to.' },
    { name: 'bound-object-name', type: 'string', about: 'Name of an object to bind the token to.' },
    { name: 'bound-object-uid', type: 'string', about: 'UID of an object to bind the token to.' },
    { name: 'duration', type: 'duration', default: '0s', about: 'Requested lifetime of the issued token.' },
  ],
  run,
};

const boundKinds = ['Node', 'Pod', 'Secret'];

async function run(context: CommandContext): Promise<number> {
  const name = nameArgument(context);
  validate(context);
  const { namespace } = context;
  try {
    const { object } = await ask(context, { verb: 'get', resource: 'serviceaccounts', namespace, name });
    context.out(unsignedToken(context, name, object?.metadata?.uid ?? ''));
    return 0;
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

const HOUR_SECONDS = 3_600;

/** A token as the API server writes them; nobody can check its signature, as the cluster has no keys. */
function unsignedToken({ client, flags, namespace }: CommandContext, name: string, uid: string): string {
  const issued = Math.floor(client.now / SECOND);
  const seconds = flags.duration('duration') / SECOND || HOUR_SECONDS;
  const issuer = 'https://kubernetes.default.svc.cluster.local';
  const audiences = flags.list('audience');
  const claims = {
    aud: audiences.length > 0 ? audiences : [issuer],
    exp: issued + seconds,
    iat: issued,
    iss: issuer,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    nbf: issued,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  return [{ alg: 'RS256', kid: 'kubarium' }, claims, 'unsigned'].map(base64Url).join('.');
}

function base64Url(part: object | string): string {
  const text = typeof part === 'string' ? part : JSON.stringify(part);
  return Buffer.from(text, 'utf8').toString('base64url');
}
