// When a cluster that was switched on has come up.
import type { Cluster } from '../engine/cluster.ts';

/** What a young node wears until it is ready; the last of it goes a moment after the node's condition has changed. */
const NOT_READY_TAINT = 'node.kubernetes.io/not-ready';

/** Whether every machine is a ready node that has lost its first taints, and every Pod is ready. */
export function isUp({ server, runtime }: Cluster): boolean {
  const nodes = [...server.store.all('nodes')];
  const pods = [...server.store.all('pods')];
  const young = nodes.some(({ spec }) => spec?.taints?.some(({ key }) => key === NOT_READY_TAINT));
  return nodes.length === runtime.machineNames().length && !young && [...nodes, ...pods].every(isReady);
}

function isReady({ status }: { readonly status?: ReadyStatus | undefined }): boolean {
  return status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
}

interface ReadyStatus {
  readonly conditions?: readonly { readonly type: string; readonly status: string }[] | undefined;
}
