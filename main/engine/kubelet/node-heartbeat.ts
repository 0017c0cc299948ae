// Models the node half of the kubelet (pkg/kubelet/kubelet_node_status.go, component-helpers' lease controller, v1.35):
// registers the Node, renews its Lease every 10 s, and posts its status when it changes or is five minutes old.
import { eventTarget } from '../api/event-recorder.ts';
import type { Node, NodeStatus } from '../api/generated/types.ts';
import { jsonEqual } from '../kernel/json.ts';
import { MILLISECOND, type Micros, MINUTE, SECOND, START, after, toMicroTimestamp } from '../kernel/time.ts';
import { changesOf, knownOf, patchOf, type KnownNode } from './node-known.ts';
import { newNode, nodeStatus, withoutHeartbeats } from './node-status.ts';
import { learnPodCidr } from './pod-cidr.ts';
import type { KubeletServices } from './services.ts';

export interface SavedNodeHeartbeat {
  readonly registered: boolean;
  readonly registerDelayUs: number;
  readonly postedAt: Micros;
  readonly postedFor: string;
  readonly dueAt: Micros;
  readonly known: KnownNode | undefined;
}

const REGISTER_FIRST_US = 100 * MILLISECOND;
const REGISTER_LAST_US = 7 * SECOND;
const HEARTBEAT_US = 10 * SECOND;
const NETWORK_CHECK_US = 5 * SECOND;
const REPORT_US = 5 * MINUTE;
const LEASE_NAMESPACE = 'kube-node-lease';
const LEASE_SECONDS = 40;
/** A look at the runtime, which is taken every 5 s, counts for this long. */
const RUNTIME_TRUST_US = 30 * SECOND;
const RUNTIME_FAULT = 'container runtime is down';
const CALM_STATES = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'];

export class NodeHeartbeat {
  readonly #services: KubeletServices;
  #registered: boolean;
  #registerDelayUs: number;
  #postedAt: Micros;
  /** What the status depends on, as it was when it was last compared. */
  #postedFor: string;
  /** When the next heartbeat is due; a kubelet that was frozen is late. */
  #dueAt: Micros;
  #known: KnownNode | undefined;

  constructor(services: KubeletServices, saved?: SavedNodeHeartbeat) {
    this.#services = services;
    this.#registered = saved?.registered ?? false;
    this.#registerDelayUs = saved?.registerDelayUs ?? REGISTER_FIRST_US;
    this.#postedAt = saved?.postedAt ?? START;
    this.#postedFor = saved?.postedFor ?? '';
    this.#dueAt = saved?.dueAt ?? START;
    this.#known = saved?.known;
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
    for (const state of CALM_STATES) this.#tellState(state);
    this.#post(true);
    this.#renewLease();
    this.#scheduleHeartbeat();
    if (!machine.networkReady) kernel.schedule(id, NETWORK_CHECK_US, 'network-check');
    return true;
  }

  heartbeat(): void {
    const lateUs = this.#services.kernel.now - this.#dueAt;
    learnPodCidr(this.#services);
    this.#renewLease();
    if (lateUs > 0) this.#postAfterFreeze(lateUs + HEARTBEAT_US > RUNTIME_TRUST_US ? RUNTIME_FAULT : undefined);
    else this.#post(false);
    this.#scheduleHeartbeat();
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
      dueAt: this.#dueAt,
      known: this.#known,
    };
  }

  #scheduleHeartbeat(): void {
    const { kernel, id } = this.#services;
    kernel.schedule(id, HEARTBEAT_US, 'heartbeat');
    this.#dueAt = after(kernel.now, HEARTBEAT_US);
  }

  /** Writes the status if it has changed or is old. */
  #post(starting: boolean): void {
    const { server, kernel, machine, node } = this.#services;
    const current = server.get('nodes', '', node);
    if (!current.ok) return;
    const { object } = current;
    const isOld = starting || kernel.now - this.#postedAt >= REPORT_US;
    if (!isOld && this.#postedFor === this.#basis(object)) return;
    const status = nodeStatus(machine, object.status, kernel.now);
    this.#tellChanges(knownOf(object), status, object);
    this.#postedFor = this.#basis(object);
    if (!isOld && jsonEqual(withoutHeartbeats(status), withoutHeartbeats(object.status))) return;
    this.#write(object, status);
  }

  /** Of what happened while it was frozen the kubelet knows nothing yet. */
  #postAfterFreeze(fault: string | undefined): void {
    const { server, kernel, machine, node } = this.#services;
    const current = server.get('nodes', '', node);
    if (!current.ok) return;
    const { object } = current;
    const known = this.#known ?? knownOf(object);
    const status = nodeStatus(machine, { ...object.status, conditions: [...known.conditions] }, kernel.now, fault);
    this.#tellChanges(known, status, { spec: { unschedulable: known.unschedulable } });
    this.#write(object, patchOf(known, status, object.status));
    this.#postedFor = '';
  }

  #tellChanges(known: KnownNode, status: NodeStatus, { spec }: Node): void {
    const before = { ...known, unschedulable: this.#known?.unschedulable ?? false };
    const unschedulable = spec?.unschedulable === true;
    for (const reason of changesOf(before, status, unschedulable)) this.#tellState(reason);
    this.#known = { conditions: status.conditions ?? [], unschedulable };
  }

  #write(object: Node, status: NodeStatus): void {
    const { server, kernel, id } = this.#services;
    const updated = server.update('nodes', { ...object, status }, { actor: id, subresource: 'status' });
    if (!updated.ok) return;
    this.#postedAt = kernel.now;
    this.#postedFor = this.#basis(updated.object);
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
