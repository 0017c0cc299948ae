// What somebody may do, as the API server says it.
import type { ApiRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PolicyRule } from '../../engine/api/generated/types.ts';
import { isJsonObject } from '../../engine/kernel/json.ts';
import type { Attributes } from '../../engine/api/authorization/attributes.ts';
import { askObject } from './api.ts';
import type { CommandContext } from './command.ts';

export interface Verdict {
  readonly allowed: boolean;
  /** What the API server says about it; often empty. */
  readonly reason: string;
}

/** Asks by a SelfSubjectAccessReview. Throws ServerRefusal when the API server serves none. */
export async function askWhetherAllowed(context: CommandContext, attributes: Attributes): Promise<Verdict> {
  const spec = 'path' in attributes ? { nonResourceAttributes: attributes } : { resourceAttributes: attributes };
  const review: KubeObject & { readonly spec: object } = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    metadata: {},
    spec,
  };
  const request: ApiRequest = { verb: 'create', resource: 'selfsubjectaccessreviews', object: review };
  const answer = await askObject(context, request);
  const status = 'status' in answer && isJsonObject(answer.status) ? answer.status : {};
  const { allowed, reason } = status;
  return { allowed: allowed === true, reason: typeof reason === 'string' ? reason : '' };
}

/** The rules that hold in a namespace, by a SelfSubjectRulesReview: those of resources and those of paths. */
export async function rulesIn(
  context: CommandContext,
  namespace: string,
): Promise<{ readonly resourceRules: readonly PolicyRule[]; readonly nonResourceRules: readonly PolicyRule[] }> {
  const review: KubeObject & { readonly spec: object } = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    metadata: {},
    spec: { namespace },
  };
  const answer = await askObject(context, { verb: 'create', resource: 'selfsubjectrulesreviews', object: review });
  const status = 'status' in answer && isJsonObject(answer.status) ? answer.status : {};
  const rules = (field: string) => (Array.isArray(status[field]) ? (status[field] as readonly PolicyRule[]) : []);
  return { resourceRules: rules('resourceRules'), nonResourceRules: rules('nonResourceRules') };
}
