// Models pkg/controller/serviceaccount/tokens_controller.go (v1.35): a Secret that asks for an account's token gets one,
// and goes with its account.
import { type KindMap, keyOf, objectKey } from '../../api/resources.ts';
import { encodeBase64 } from '../../kernel/base64.ts';
import { webToken } from '../../kernel/web-token.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, failedBy } from '../controller.ts';
import { ROOT_CERTIFICATE } from '../root-certificate.ts';

type Secret = KindMap['secrets'];
type Account = KindMap['serviceaccounts'];

const name = 'serviceaccount-token-controller';
const TOKEN_TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';
const CLAIM = 'kubernetes.io/serviceaccount';

export const serviceAccountTokenController: ControllerDefinition = {
  name,
  component: name,
  watches: ['secrets', 'serviceaccounts'],
  create: (context) => ({
    watches: {
      secrets: ({ object }) => (object.type === TOKEN_TYPE ? [keyOf(object)] : []),
      serviceaccounts: ({ type, object }) => (type === 'deleted' ? tokensOf(context, object) : []),
    },
    reconcile: (key) => sync(context, key),
    save: () => undefined,
  }),
};

function tokensOf({ caches }: ControllerContext, account: Account): string[] {
  const own = [...caches.of('secrets').all()].filter((secret) => secret.type === TOKEN_TYPE && isFor(secret, account));
  return own.map(keyOf);
}

function isFor({ metadata }: Secret, account: Account): boolean {
  const uid = metadata?.annotations?.[ACCOUNT_UID] ?? '';
  return (
    metadata?.namespace === account.metadata?.namespace &&
    metadata?.annotations?.[ACCOUNT_NAME] === account.metadata?.name &&
    (uid === '' || uid === account.metadata?.uid)
  );
}

function sync(context: ControllerContext, key: string): Outcome {
  const secret = context.caches.of('secrets').byKey(key);
  if (!secret) return dropReferences(context, key);
  const { namespace = '', annotations } = secret.metadata ?? {};
  // The cache may not have an account that was made together with its Secret.
  const found = context.server.get('serviceaccounts', namespace, annotations?.[ACCOUNT_NAME] ?? '');
  if (!found.ok && found.status.code !== 404) return failedBy(found.status);
  return found.ok && isFor(secret, found.object) ? fill(context, secret, found.object) : remove(context, secret);
}

function fill({ server }: ControllerContext, secret: Secret, account: Account): Outcome {
  const wanted: Record<string, string> = {
    'ca.crt': encodeBase64(ROOT_CERTIFICATE),
    namespace: encodeBase64(secret.metadata?.namespace ?? ''),
    token: encodeBase64(tokenOf(secret, account)),
  };
  const isThere = (part: string) => {
    const present = secret.data?.[part] ?? '';
    return part === 'ca.crt' ? present === wanted[part] : present !== '';
  };
  const lacking = Object.keys(wanted).filter((part) => !isThere(part));
  if (lacking.length === 0) return done;
  const annotations = {
    ...secret.metadata?.annotations,
    [ACCOUNT_NAME]: account.metadata?.name ?? '',
    [ACCOUNT_UID]: account.metadata?.uid ?? '',
  };
  const data = { ...secret.data, ...Object.fromEntries(lacking.map((part) => [part, wanted[part] ?? ''])) };
  const filled = { ...secret, metadata: { ...secret.metadata, annotations }, data };
  const written = server.update('secrets', filled, { actor: name });
  return written.ok || written.status.code === 404 || written.status.code === 409 ? done : failedBy(written.status);
}

function tokenOf({ metadata }: Secret, account: Account): string {
  const { namespace = '', name: accountName = '', uid = '' } = account.metadata ?? {};
  const claims = {
    iss: 'kubernetes/serviceaccount',
    [`${CLAIM}/namespace`]: namespace,
    [`${CLAIM}/secret.name`]: metadata?.name ?? '',
    [`${CLAIM}/service-account.name`]: accountName,
    [`${CLAIM}/service-account.uid`]: uid,
    sub: `system:serviceaccount:${namespace}:${accountName}`,
  };
  return webToken(claims, (metadata?.uid ?? '') + uid);
}

function remove({ server }: ControllerContext, { metadata }: Secret): Outcome {
  const { namespace = '', name: secretName = '', uid } = metadata ?? {};
  const deleted = server.delete('secrets', namespace, secretName, { actor: name, uid });
  return deleted.ok || deleted.status.code === 404 || deleted.status.code === 409 ? done : failedBy(deleted.status);
}

/** Accounts do not go on naming a token that is gone. */
function dropReferences({ caches, server }: ControllerContext, key: string): Outcome {
  for (const account of caches.of('serviceaccounts').all()) {
    const { namespace = '' } = account.metadata ?? {};
    const secrets = account.secrets?.filter((named) => objectKey(namespace, named.name ?? '') !== key);
    if (!secrets || secrets.length === account.secrets?.length) continue;
    const { secrets: _, ...rest } = account;
    const changed = secrets.length === 0 ? rest : { ...rest, secrets };
    const written = server.update('serviceaccounts', changed, { actor: name });
    if (!written.ok && written.status.code !== 404) return failedBy(written.status);
  }
  return done;
}
