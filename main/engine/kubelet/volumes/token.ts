// The token of a service account as a Pod finds it in its files.
import { webToken } from '../../kernel/web-token.ts';

const ISSUER = 'https://kubernetes.default.svc.cluster.local';

/** The token of an account for one Pod. */
export function serviceAccountToken(namespace: string, account: string, podUid: string): string {
  const subject = `system:serviceaccount:${namespace}:${account}`;
  const claims = { iss: ISSUER, sub: subject, 'kubernetes.io': { namespace, pod: { uid: podUid } } };
  return webToken(claims, subject + podUid);
}
