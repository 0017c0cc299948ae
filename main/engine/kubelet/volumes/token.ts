// The token of a service account as a Pod finds it in its files. Its form is that of a JSON web token, whose signature
// says nothing: nobody checks it.
import { encodeBase64 } from '../../kinds/base64.ts';
import { digestOf } from '../../runtime/digest.ts';

const HEADER = { alg: 'RS256', kid: 'kubarium' };
const ISSUER = 'https://kubernetes.default.svc.cluster.local';

/** The token of an account for one Pod. */
export function serviceAccountToken(namespace: string, account: string, podUid: string): string {
  const subject = `system:serviceaccount:${namespace}:${account}`;
  const claims = { iss: ISSUER, sub: subject, 'kubernetes.io': { namespace, pod: { uid: podUid } } };
  return [encoded(HEADER), encoded(claims), digestOf(subject + podUid)].join('.');
}

function encoded(part: object): string {
  return encodeBase64(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
