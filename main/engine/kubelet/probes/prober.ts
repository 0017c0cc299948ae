// Models pkg/kubelet/prober/prober_manager.go (v1.35): all probes on one node. A probe whose answer cannot change
// because nothing of its Pod has changed since the last one is not asked again until something does.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Container, Pod, Probe } from '../../api/generated/types.ts';
import type { Micros } from '../../kernel/time.ts';
import { type SandboxStatus, newestContainer } from '../../runtime/status.ts';
import { containersOf, initContainersOf } from '../container-state.ts';
import { isSidecar } from '../../kinds/pod/requests.ts';
import { nameOf, namespaceOf, uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import type { ProbeResults } from '../status/status-input.ts';
import type { ProbeVerdicts } from '../sync-plan.ts';
import { type CheckResult, check } from './check.ts';
import { type ProbeKind, type ProbeState, aimAt, count, firstLook, newProbe, untilTick } from './probe-worker.ts';

/** Whom the prober tells of what it finds. */
export interface ProbeListener {
  podOf(podUid: string): Pod | undefined;
  /** A verdict has changed. */
  verdictChanged(podUid: string, kind: ProbeKind): void;
}

/** Names one probe in an agenda entry. */
export type ProbeKey = readonly [podUid: string, container: string, kind: ProbeKind];

export type SavedProber = readonly ProbeState[];

const KINDS = ['startup', 'liveness', 'readiness'] as const;
const NAMES = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' } as const;

export class Prober {
  readonly #services: KubeletServices;
  readonly #listener: ProbeListener;
  /** By Pod; most Pods have none. */
  readonly #states = new Map<string, ProbeState[]>();

  constructor(services: KubeletServices, listener: ProbeListener, saved: SavedProber = []) {
    this.#services = services;
    this.#listener = listener;
    for (const state of saved) this.#add({ ...state });
  }

  /** What the probes say of a Pod's containers. */
  of(podUid: string): ProbeResults & ProbeVerdicts {
    const find = (container: string, kind: ProbeKind) =>
      this.#states.get(podUid)?.find((state) => state.container === container && state.kind === kind);
    const isStarted = (container: string, id: string) => {
      const startup = find(container, 'startup');
      return !startup || (startup.containerId === id && startup.verdict);
    };
    return {
      isStarted,
      isReady: (container, id) => {
        const readiness = find(container, 'readiness');
        return isStarted(container, id) && (!readiness || (readiness.containerId === id && readiness.verdict));
      },
      failed: (container, id) => {
        return (['liveness', 'startup'] as const).find((kind) => {
          const state = find(container, kind);
          return state?.containerId === id && state.onHold;
        });
      },
    };
  }

  /** The Pod's status has been written: new containers are looked at, and unready ones at once. */
  statusWritten(pod: Pod, seen: SandboxStatus | undefined, acceptedAt: Micros): void {
    const uid = uidOf(pod);
    this.#ensure(pod, acceptedAt);
    for (const state of this.#states.get(uid) ?? []) {
      const newest = newestContainer(seen, state.container);
      if (newest?.state !== 'running') {
        this.#cancel(state);
        continue;
      }
      if (state.containerId !== newest.id) {
        aimAt(state, newest.id, newest.startedAt);
        this.#schedule(state, pod);
      }
      if (state.kind === 'readiness' && !state.verdict && this.of(uid).isStarted(state.container, newest.id)) {
        this.#askNow(state);
      }
    }
  }

  /** Something of the Pod changed that may change answers. */
  podChanged(podUid: string): void {
    const states = this.#states.get(podUid);
    const pod = states && this.#listener.podOf(podUid);
    if (!pod) return;
    for (const state of states)
      if (state.containerId !== undefined && state.entry === undefined) this.#schedule(state, pod);
  }

  /** A tick is due. */
  tick([podUid, container, kind]: ProbeKey): void {
    const state = this.#states.get(podUid)?.find((each) => each.container === container && each.kind === kind);
    const pod = this.#listener.podOf(podUid);
    if (!state || !pod) return;
    state.entry = undefined;
    this.#ask(state, pod);
  }

  /** The Pod is ending: only its readiness matters from now on. */
  ending(podUid: string): void {
    const states = this.#states.get(podUid) ?? [];
    for (const state of states) if (state.kind !== 'readiness') this.#cancel(state);
    const left = states.filter(({ kind }) => kind === 'readiness');
    if (left.length > 0) this.#states.set(podUid, left);
    else this.#states.delete(podUid);
  }

  forget(podUid: string): void {
    for (const state of this.#states.get(podUid) ?? []) this.#cancel(state);
    this.#states.delete(podUid);
  }

  save(): SavedProber {
    return [...this.#states.values()].flat().map((state) => ({ ...state }));
  }

  #ask(state: ProbeState, pod: Pod): void {
    const container = containerOf(pod, state.container);
    const probe = container && probeOf(container, state.kind);
    const running = newestContainer(this.#services.machine.podStatus(state.podUid), state.container);
    if (!probe || state.onHold || running?.state !== 'running' || running.id !== state.containerId) return;
    if (!this.#isDue(state, probe)) {
      this.#schedule(state, pod);
      return;
    }
    const version = this.#services.machine.podVersion(state.podUid);
    const result = check(this.#services, pod, container, probe, this.#addressOf(pod));
    const before = state.latest;
    const changed = count(state, probe, result.success);
    this.#tell(state, pod, result, before);
    if (!this.#isSettled(state, pod, probe, version)) this.#schedule(state, pod);
    if (changed) this.#listener.verdictChanged(state.podUid, state.kind);
  }

  #isDue(state: ProbeState, probe: Probe): boolean {
    if (this.#services.kernel.now < firstLook(state, probe)) return false;
    return state.kind === 'startup' || this.of(state.podUid).isStarted(state.container, state.containerId ?? '');
  }

  /** Whether the next answer is sure to be the same, so that nobody needs to ask. */
  #isSettled(state: ProbeState, pod: Pod, probe: Probe, version: number): boolean {
    if (!state.verdict || state.latest !== true || pod.spec?.hostNetwork === true) return false;
    if ((probe.httpGet ?? probe.tcpSocket)?.host !== undefined) return false;
    return this.#services.machine.podVersion(state.podUid) === version;
  }

  #tell(state: ProbeState, pod: Pod, { success, message }: CheckResult, before: boolean | undefined): void {
    const { kernel, id, node, events } = this.#services;
    const ref = {
      node,
      podUid: state.podUid,
      namespace: namespaceOf(pod),
      pod: nameOf(pod),
      container: state.container,
    };
    // What follows, the event and the status, follows from this answer.
    if (!success || before !== true) {
      kernel.cause = kernel.record(id, { type: 'probe-answered', probe: state.kind, success, message, ...ref });
    }
    if (success) return;
    const target = eventTarget(pod, `spec.containers{${state.container}}`);
    events.send(target, 'Warning', 'Unhealthy', `${NAMES[state.kind]} probe failed: ${message}`);
  }

  #addressOf(pod: Pod): string {
    const { machine } = this.#services;
    return machine.podStatus(uidOf(pod))?.ip || machine.spec.ip;
  }

  /** Readiness is asked out of turn, and its rhythm begins anew from there. */
  #askNow(state: ProbeState): void {
    this.#cancel(state);
    const { kernel, id } = this.#services;
    state.phase = kernel.now;
    state.entry = kernel.schedule(id, 0, 'probe', [state.podUid, state.container, state.kind]);
  }

  #schedule(state: ProbeState, pod: Pod): void {
    const container = containerOf(pod, state.container);
    const probe = container && probeOf(container, state.kind);
    if (!probe || state.onHold || (state.kind === 'startup' && state.verdict)) return;
    this.#cancel(state);
    const { kernel, id } = this.#services;
    const delayUs = untilTick(state, probe, kernel.now, firstLook(state, probe));
    state.entry = kernel.schedule(id, delayUs, 'probe', [state.podUid, state.container, state.kind]);
  }

  #cancel(state: ProbeState): void {
    if (state.entry !== undefined) this.#services.kernel.agenda.cancel(state.entry);
    state.entry = undefined;
  }

  #ensure(pod: Pod, acceptedAt: Micros): void {
    if (this.#states.has(uidOf(pod))) return;
    for (const container of probedContainers(pod)) {
      for (const kind of KINDS) {
        if (probeOf(container, kind)) this.#add(newProbe(uidOf(pod), container.name, kind, acceptedAt));
      }
    }
  }

  #add(state: ProbeState): void {
    const states = this.#states.get(state.podUid);
    if (states) states.push(state);
    else this.#states.set(state.podUid, [state]);
  }
}

function probedContainers(pod: Pod): readonly Container[] {
  return [...initContainersOf(pod.spec).filter(isSidecar), ...containersOf(pod.spec)];
}

function containerOf(pod: Pod, name: string): Container | undefined {
  return probedContainers(pod).find((container) => container.name === name);
}

function probeOf(container: Container, kind: ProbeKind): Probe | undefined {
  switch (kind) {
    case 'readiness':
      return container.readinessProbe;
    case 'liveness':
      return container.livenessProbe;
    case 'startup':
      return container.startupProbe;
  }
}
