// A cluster of an API server and some controllers alone.
import type { KindMap, ResourceName } from '../../api/resources.ts';
import { toMicroTimestamp, toTimestamp } from '../../kernel/time.ts';
import { ApiWorld, type NodeOptions, type SavedApiWorld } from '../../kinds/testing/api-world.ts';
import type { ControllerDefinition } from '../controller.ts';
import { ControllerManager } from '../manager.ts';

export class World extends ApiWorld<ControllerManager> {
  constructor(controllers: readonly ControllerDefinition[], saved?: SavedApiWorld) {
    super((kernel, server, state) => new ControllerManager(kernel, server, state, controllers), saved);
  }

  /** Writes a Pod's status as its kubelet would: running, with an address, ready or not. */
  runPod(path: string, ready = true, podIP = '10.100.1.5'): void {
    const pod = this.#mustGet('pods', path);
    const lastTransitionTime = toTimestamp(this.kernel.now);
    const conditions = [
      ...(pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready'),
      { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime },
    ];
    const status = { ...pod.status, phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions };
    this.server.update('pods', { ...pod, status }, { actor: 'kubelet', subresource: 'status' });
  }

  /** Puts a Pod on a node without asking the scheduler. */
  bind(path: string, node: string): void {
    const [namespace = '', name = ''] = path.split('/');
    this.server.bind(namespace, name, node, 'kube-scheduler');
  }

  /** A node whose kubelet reports that all is well. */
  override addNode(name: string, options: NodeOptions = {}): void {
    const now = toTimestamp(this.kernel.now);
    const conditions = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({
      type,
      status: type === 'Ready' ? 'True' : 'False',
      lastHeartbeatTime: now,
      lastTransitionTime: now,
    }));
    super.addNode(name, { ...options, status: { conditions, ...options.status } });
  }

  /** Renews a node's lease, as its kubelet does every ten seconds. */
  renewLease(node: string): void {
    const renewTime = toMicroTimestamp(this.kernel.now);
    const lease = this.get('leases', `kube-node-lease/${node}`);
    if (lease) this.server.update('leases', { ...lease, spec: { ...lease.spec, renewTime } }, { actor: 'kubelet' });
    else {
      const metadata = { name: node, namespace: 'kube-node-lease' };
      this.server.create('leases', { metadata, spec: { holderIdentity: node, renewTime } }, { actor: 'kubelet' });
    }
  }

  #mustGet<R extends ResourceName>(resource: R, path: string): KindMap[R] {
    const object = this.get(resource, path);
    if (!object) throw new Error(`${resource} ${path} is not there`);
    return object;
  }
}
