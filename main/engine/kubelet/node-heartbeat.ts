// Models the node half of the kubelet (pkg/kubelet/kubelet_node_status.go, component-helpers' lease controller, v1.35):
// registers the Node, renews its Lease every 10 s, and posts its status when it changes or is five minutes old.
import type { Node, NodeStatus } from '../api/generated/types.ts';
import { jsonEqual } from '../kernel/json.ts';
import { MILLISECOND, type Micros, MINUTE, SECOND, START, after } from '../kernel/time.ts';
import { tellNodeIsNew, tellNodeState, tellOfNode } from './node-events.ts';
import { changesOf, knownOf, patchOf, type KnownNode } from './node-known.ts';
import { renewLease } from './node-lease.ts';
import { newNode, nodeStatus, withoutHeartbeats } from './node-status.ts';
import { PRESSURES, type Pressure } from './eviction/signals.ts';
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
/** A look at the runtime, which is taken every 5 s, counts for this long. */
const RUNTIME_TRUST_US = 30 * SECOND;
const RUNTIME_FAULT = 'container runtime is down';

export class NodeHeartbeat {
  readonly #services: KubeletServices;
  readonly #isShortOf: (pressure: Pressure) => boolean;
  #registered: boolean;
  #registerDelayUs: number;
  #postedAt: Micros;
  /** What the status depends on, as it was when it was last compared. */
  #postedFor: string;
  /** When the next heartbeat is due; a kubelet that was frozen is late. */
  #dueAt: Micros;
  #known: KnownNode | undefined;

  /** `isShortOf` says what the machine has too little of. */
  constructor(services: KubeletServices, isShortOf: (pressure: Pressure) => boolean, saved?: SavedNodeHeartbeat) {
    this.#services = services;
    this.#isShortOf = isShortOf;
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
    tellOfNode(this.#services, 'Normal', 'Starting', 'Starting kubelet.');
    tellNodeIsNew(this.#services);
    this.#postFirst(!created.ok);
    renewLease(this.#services);
    this.#scheduleHeartbeat();
    if (!machine.networkReady) kernel.schedule(id, NETWORK_CHECK_US, 'network-check');
    return true;
  }

  heartbeat(): void {
    const lateUs = this.#services.kernel.now - this.#dueAt;
    learnPodCidr(this.#services);
    renewLease(this.#services);
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

  /** Whoever asks for a Node that is gone from the API gets one that is made anew, with all its Events. */
  nodeNeeded(): void {
    const { server, node } = this.#services;
    if (this.#registered && !server.store.get('nodes', node)) tellNodeIsNew(this.#services);
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

  /** Of a Node that was there before, Pods have asked by now, and two parts of the kubelet post the first status at once. */
  #postFirst(isBack: boolean): void {
    const { server, node } = this.#services;
    const before = server.get('nodes', '', node);
    if (isBack) tellNodeIsNew(this.#services);
    this.#post(true);
    const after = server.get('nodes', '', node);
    if (!isBack || !before.ok || !after.ok) return;
    this.#tellChanges(knownOf(before.object), after.object.status ?? {}, after.object);
  }

  /** Writes the status if it has changed or is old. */
  #post(starting: boolean): void {
    const { server, kernel, machine, node } = this.#services;
    const current = server.get('nodes', '', node);
    if (!current.ok) return;
    const { object } = current;
    const isOld = starting || kernel.now - this.#postedAt >= REPORT_US;
    if (!isOld && this.#postedFor === this.#basis(object)) return;
    const status = nodeStatus(machine, object.status, kernel.now, this.#isShortOf);
    this.#tellReboot(object.status, status);
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
    const status = nodeStatus(
      machine,
      { ...object.status, conditions: [...known.conditions] },
      kernel.now,
      this.#isShortOf,
      fault,
    );
    this.#tellChanges(known, status, { spec: { unschedulable: known.unschedulable } });
    this.#write(object, patchOf(known, status, object.status));
    this.#postedFor = '';
  }

  /** The machine was started anew since a status was written. */
  #tellReboot(before: NodeStatus | undefined, { nodeInfo }: NodeStatus): void {
    const known = before?.nodeInfo?.bootID ?? '';
    const bootId = nodeInfo?.bootID ?? '';
    if (known === '' || known === bootId) return;
    const message = `Node ${this.#services.node} has been rebooted, boot id: ${bootId}`;
    tellOfNode(this.#services, 'Warning', 'Rebooted', message);
  }

  #tellChanges(known: KnownNode, status: NodeStatus, { spec }: Node): void {
    const before = { ...known, unschedulable: this.#known?.unschedulable ?? false };
    const unschedulable = spec?.unschedulable === true;
    for (const state of changesOf(before, status, unschedulable)) tellNodeState(this.#services, state);
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
    const pressed = PRESSURES.filter(this.#isShortOf).join();
    return `${metadata?.resourceVersion ?? ''} ${machine.networkReady} ${machine.images.count} ${pressed}`;
  }
}
