// Models the node half of the kubelet (pkg/kubelet/kubelet_node_status.go, component-helpers' lease controller, v1.35):
// registers the Node, renews its Lease every 10 s, and posts its status when it changes or is five minutes old.
import { eventTarget } from '../api/event-recorder.ts';
import type { Node } from '../api/generated/types.ts';
import { jsonEqual } from '../kernel/json.ts';
import { MILLISECOND, type Micros, MINUTE, SECOND, START, toMicroTimestamp } from '../kernel/time.ts';
import { isReady, newNode, nodeStatus, withoutHeartbeats } from './node-status.ts';
import { learnPodCidr } from './pod-cidr.ts';
import type { KubeletServices } from './services.ts';

export interface SavedNodeHeartbeat {
  readonly registered: boolean;
  readonly registerDelayUs: number;
  readonly postedAt: Micros;
  readonly postedFor: string;
}

const REGISTER_FIRST_US = 100 * MILLISECOND;
const REGISTER_LAST_US = 7 * SECOND;
const HEARTBEAT_US = 10 * SECOND;
const NETWORK_CHECK_US = 5 * SECOND;
const REPORT_US = 5 * MINUTE;
const LEASE_NAMESPACE = 'kube-node-lease';
const LEASE_SECONDS = 40;
const CALM_STATES = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'];

export class NodeHeartbeat {
  readonly #services: KubeletServices;
  #registered: boolean;
  #registerDelayUs: number;
  #postedAt: Micros;
  /** What the status depends on, as it was when it was last compared. */
  #postedFor: string;

  constructor(services: KubeletServices, saved?: SavedNodeHeartbeat) {
    this.#services = services;
    this.#registered = saved?.registered ?? false;
    this.#registerDelayUs = saved?.registerDelayUs ?? REGISTER_FIRST_US;
    this.#postedAt = saved?.postedAt ?? START;
    this.#postedFor = saved?.postedFor ?? '';
  }

  get registered(): boolean {
    return this.#registered;
  }

  /** Tries to register; goes on trying until it succeeds. Says whether it just did. */
  register(): boolean {
    const { server, kernel, machine, id } = this.#services;
    const created = server.create('nodes', newNode(machine.spec), { actor: id });
    if (!created.ok && created.status.reason !== 'AlreadyExists') {
      kernel.schedule(id, this.#registerDelayUs, 'register');
      this.#registerDelayUs = Math.min(this.#registerDelayUs * 2, REGISTER_LAST_US);
      return false;
    }
    this.#registered = true;
    this.#tell('Starting', 'Starting kubelet.');
    this.#post(true);
    this.#renewLease();
    kernel.schedule(id, HEARTBEAT_US, 'heartbeat');
    if (!machine.networkReady) kernel.schedule(id, NETWORK_CHECK_US, 'network-check');
    return true;
  }

  heartbeat(): void {
    learnPodCidr(this.#services);
    this.#renewLease();
    this.#post(false);
    this.#services.kernel.schedule(this.#services.id, HEARTBEAT_US, 'heartbeat');
  }

  /** Looks whether the network plugin is there by now; says so when it is. */
  checkNetwork(): boolean {
    const { machine, kernel, id } = this.#services;
    if (!machine.networkReady) {
      kernel.schedule(id, NETWORK_CHECK_US, 'network-check');
      return false;
    }
    this.#post(false);
    return true;
  }

  save(): SavedNodeHeartbeat {
    return {
      registered: this.#registered,
      registerDelayUs: this.#registerDelayUs,
      postedAt: this.#postedAt,
      postedFor: this.#postedFor,
    };
  }

  /** Writes the status if it has changed or is old. */
  #post(starting: boolean): void {
    const { server, kernel, machine, node, id } = this.#services;
    const current = server.get('nodes', '', node);
    if (!current.ok) return;
    const { object } = current;
    const isOld = starting || kernel.now - this.#postedAt >= REPORT_US;
    if (!isOld && this.#postedFor === this.#basis(object)) return;
    this.#postedFor = this.#basis(object);
    const status = nodeStatus(machine, object.status, kernel.now);
    if (!isOld && jsonEqual(withoutHeartbeats(status), withoutHeartbeats(object.status))) return;
    const updated = server.update('nodes', { ...object, status }, { actor: id, subresource: 'status' });
    if (!updated.ok) return;
    this.#postedAt = kernel.now;
    this.#postedFor = this.#basis(updated.object);
    if (starting) for (const state of CALM_STATES) this.#tellState(state);
    if (isReady(status) && !isReady(object.status)) this.#tellState('NodeReady');
    if (!isReady(status) && isReady(object.status)) this.#tellState('NodeNotReady');
  }

  #basis({ metadata }: Node): string {
    const { machine } = this.#services;
    return `${metadata?.resourceVersion ?? ''} ${machine.networkReady} ${machine.images.count}`;
  }

  #renewLease(): void {
    const { server, kernel, node, id } = this.#services;
    const renewTime = toMicroTimestamp(kernel.now);
    const current = server.get('leases', LEASE_NAMESPACE, node);
    if (current.ok) {
      server.update('leases', { ...current.object, spec: { ...current.object.spec, renewTime } }, { actor: id });
      return;
    }
    if (current.status.code !== 404) return;
    const owner = server.get('nodes', '', node);
    if (!owner.ok) return;
    const lease = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: node, namespace: LEASE_NAMESPACE, ownerReferences: [ownerReference(owner.object)] },
      spec: { holderIdentity: node, leaseDurationSeconds: LEASE_SECONDS, renewTime },
    };
    server.create('leases', lease, { actor: id });
  }

  #tellState(reason: string): void {
    this.#tell(reason, `Node ${this.#services.node} status is now: ${reason}`);
  }

  /** Events about a Node name it by its name where others have a UID, as the kubelet does. */
  #tell(reason: string, message: string): void {
    const { events, node } = this.#services;
    const target = { ...eventTarget({ apiVersion: 'v1', kind: 'Node' }), name: node, uid: node };
    events.send(target, 'Normal', reason, message);
  }
}

function ownerReference({ metadata }: Node) {
  return { apiVersion: 'v1', kind: 'Node', name: metadata?.name ?? '', uid: metadata?.uid ?? '' };
}
