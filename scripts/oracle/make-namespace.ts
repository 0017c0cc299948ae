import type { ObjectStore } from '../../main/engine/api/store.ts';
import { MILLISECOND, SECOND, after } from '../../main/engine/kernel/time.ts';
import type { ClusterClient } from '../../main/shell/terminal/cluster-client.ts';

const LOOK_US = 250 * MILLISECOND;
const READY_MAX_US = 5 * SECOND;

/** Makes a namespace and waits for what the controllers put in each. */
export async function makeNamespace(name: string, client: ClusterClient, store: ObjectStore): Promise<void> {
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  await client.request({ verb: 'create', resource: 'namespaces', object });
  const isReady = () =>
    store.get('serviceaccounts', `${name}/default`) !== undefined &&
    store.get('configmaps', `${name}/kube-root-ca.crt`) !== undefined;
  const end = after(client.now, READY_MAX_US);
  while (!isReady() && client.now < end) await client.sleep(LOOK_US);
}
