// Failures of the API as problems a person can act on.
import type { ApiStatus } from '../../preload/contract/inputs.ts';
import { type Outcome, fail } from '../../preload/contract/problems.ts';

/** The API's own words; `document` says which part of a manifest they are about. */
export function refusal(status: ApiStatus, document?: string): Outcome<never> {
  const params = { code: status.code, reason: status.reason };
  const unreachable = status.code === 0 || (status.code === 500 && status.reason === 'InternalError');
  if (unreachable) {
    const hint = 'Look at the Pods of the control plane: kube-apiserver and etcd must run.';
    return fail('cluster-unreachable', status.message, { hint, params });
  }
  if (document === undefined) return fail('api-refused', status.message, { params });
  const where = [document, status.details?.causes?.[0]?.field].filter((part) => part !== undefined).join(', ');
  const code = status.reason === 'NoKindMatch' ? 'manifest-unknown-kind' : 'manifest-refused';
  return fail(code, status.message, { where, hint: 'Nothing of the manifest was applied.', params });
}
