// Models pkg/registry/core/pod/strategy.go AttachLocation and the kubelet's getAttach (v1.35): what has to be there to be
// attached to.
import type { ApiStatus } from '../../preload/contract/inputs.ts';
import type { Pod } from '../engine/api/generated/types.ts';
import { badRequest, internalError } from '../engine/api/status.ts';

/** Why nobody can be attached to a container; undefined when they can. */
export function attachFault({ metadata, spec, status }: Pod, container: string): ApiStatus | undefined {
  if (!spec?.nodeName) return badRequest(`pod ${metadata?.name ?? ''} does not have a host assigned`);
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  const all = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
  if (all.find(({ name }) => name === container)?.state?.running) return undefined;
  return internalError(`unable to upgrade connection: container not found ("${container}")`);
}
