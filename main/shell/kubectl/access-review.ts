// What somebody may do, as the API server says it.
import type { ApiRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PolicyRule } from '../../engine/api/generated/types.ts';
import { isJsonObject } from '../../engine/kernel/json.ts';
import type { Attributes } from '../authorization.ts';
import { askObject } from './api.ts';
import type { CommandContext } from './command.ts';

/** Asks by a SelfSubjectAccessReview. Throws ServerRefusal when the API server serves none. */
export async function isAllowed(context: CommandContext, attributes: Attributes): Promise<boolean> {
  const spec = 'path' in attributes ? { nonResourceAttributes: attributes } : { resourceAttributes: attributes };
  const review: KubeObject & { readonly spec: object } = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    metadata: {},
    spec,
  };
  const request: ApiRequest = { verb: 'create', resource: 'selfsubjectaccessreviews', object: review };
  const answer = await askObject(context, request);
  const status = 'status' in answer ? answer.status : undefined;
  return isJsonObject(status) && status['allowed'] === true;
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
