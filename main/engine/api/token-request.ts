// Models pkg/registry/core/serviceaccount/storage/token.go and pkg/apis/authentication/validation (v1.35): the `token`
// subresource of service accounts.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { SECOND, after, toTimestamp } from '../kernel/time.ts';
import type { Call } from './body.ts';
import type { BoundObjectReference, TokenRequest, TokenRequestSpec } from './generated/types.ts';
import { invalidValue } from './metadata.ts';
import type { ApiResult } from './results.ts';
import { type FieldError, badRequest, conflict, failed, invalid } from './status.ts';
import { ISSUER, type TokenWish, tokenFor } from './tokens.ts';

const HOUR_SECONDS = 3_600;
const LEAST_SECONDS = 600;
const MOST_SECONDS = 2 ** 32;
const KIND = { group: 'authentication.k8s.io', resource: 'tokenrequests', kind: 'TokenRequest' };

/** Issues a token for the account of that name, as `body` asks for it. */
export function requestToken(call: Call, name: string, body: TokenRequest): ApiResult<KubeObject> {
  const found = call.objects.get(name);
  if (!found.ok) return found;
  const { audiences = [], expirationSeconds: seconds = HOUR_SECONDS, boundObjectRef } = body.spec ?? {};
  const faults = faultsOf(seconds);
  if (faults.length > 0) return failed(invalid(KIND, '', faults));
  const bound = boundObjectRef && boundObject(call, name, boundObjectRef);
  if (bound && !bound.ok) return bound;
  const wish = { audiences: audiences.length > 0 ? audiences : [ISSUER], seconds, bound: bound?.bound };
  return { ok: true, object: answered(call, found.object, wish, boundObjectRef) };
}

function answered(call: Call, account: KubeObject, wish: TokenWish, ref: BoundObjectReference | undefined): KubeObject {
  const { now } = call.server;
  const { audiences, seconds } = wish;
  const { name, namespace } = account.metadata ?? {};
  const spec: TokenRequestSpec = { audiences, boundObjectRef: ref, expirationSeconds: seconds };
  const token = tokenFor(account.metadata ?? {}, wish, now);
  const status = { expirationTimestamp: toTimestamp(after(now, seconds * SECOND)), token };
  const metadata = { name, namespace, creationTimestamp: toTimestamp(now) };
  const answer: TokenRequest = { kind: KIND.kind, apiVersion: `${KIND.group}/v1`, metadata, spec, status };
  return answer;
}

function faultsOf(seconds: number): FieldError[] {
  const refuse = (why: string) => [invalidValue('spec.expirationSeconds', seconds, why)];
  if (seconds < LEAST_SECONDS) return refuse('may not specify a duration less than 10 minutes');
  return seconds > MOST_SECONDS ? refuse('may not specify a duration larger than 2^32 seconds') : [];
}

type Bound = ReturnType<typeof failed> | { readonly ok: true; readonly bound: NonNullable<TokenWish['bound']> };

/** The object that a token shall end with; a Pod must run as the account. */
function boundObject({ server, namespace }: Call, account: string, ref: BoundObjectReference): Bound {
  const { kind = '', apiVersion = '', name = '', uid: wanted = '' } = ref;
  const found =
    kind === 'Pod'
      ? server.get('pods', namespace, name)
      : kind === 'Secret'
        ? server.get('secrets', namespace, name)
        : kind === 'Node'
          ? server.get('nodes', '', name)
          : undefined;
  if (!found) return failed(badRequest(`cannot bind token to object of type ${apiVersion}, Kind=${kind}`));
  if (!found.ok) return found;
  const { metadata, spec = {} } = found.object as KubeObject & { readonly spec?: { serviceAccountName?: string } };
  if (kind === 'Pod' && spec.serviceAccountName !== account) {
    const who = JSON.stringify(account);
    const why = `cannot bind token for serviceaccount ${who} to pod running with different serviceaccount name.`;
    return failed(badRequest(why));
  }
  const uid = metadata?.uid ?? '';
  if (wanted === '' || wanted === uid) return { ok: true, bound: { kind, name, uid } };
  const why =
    `the UID in the bound object reference (${wanted}) does not match the UID in record. The object might have been ` +
    'deleted and then recreated';
  return failed(conflict({ group: '', resource: kind, kind }, name, why));
}
