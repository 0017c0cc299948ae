// Models pkg/kubelet/prober/prober_manager.go (v1.35): all probes on one node. A probe whose answer cannot change
// because nothing of its Pod has changed since the last one is not asked again until something does.
import type { Container, Pod, Probe } from '../../api/generated/types.ts';
import { MILLISECOND, type Micros } from '../../kernel/time.ts';
import type { ExecResult } from '../../runtime/exec.ts';
import { type ContainerStatus, type SandboxStatus, newestContainer } from '../../runtime/status.ts';
import { containersOf, initContainersOf } from '../container-state.ts';
import { isSidecar } from '../../kinds/pod/requests.ts';
import { containerTarget } from '../container-target.ts';
import { nameOf, namespaceOf, uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import type { ProbeResults } from '../status/status-input.ts';
import type { ProbeVerdicts } from '../sync-plan.ts';
import { type CheckResult, judgeExec, startCheck } from './check.ts';
import { type ProbeKind, type ProbeState, aimAt, count, firstLook, newProbe, untilTick } from './probe-worker.ts';

/** Whom the prober tells of what it finds. */
export interface ProbeListener {
  podOf(podUid: string): Pod | undefined;
  /** A verdict has changed. */
  verdictChanged(podUid: string, kind: ProbeKind): void;
}

/** Names one probe in an agenda entry. */
export type ProbeKey = readonly [podUid: string, container: string, kind: ProbeKind];

/** Comes as an agenda entry when a container has answered: with a result, or with that of a command. */
export interface ProbeAnswer {
  readonly probe: ProbeKey;
  readonly result?: CheckResult | undefined;
  readonly exec?: ExecResult | undefined;
}

export const PROBE_ANSWERED = 'probe-answered';

export type SavedProber = readonly ProbeState[];

/** From the sync that asks for a look out of turn to the look. */
const TRIGGER_US = 20 * MILLISECOND;
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
    const isStarted = (container: string) => {
      const startup = find(container, 'startup');
      // Until the probe has met a new container, it says of it what it said of the one before.
      return !startup || startup.verdict;
    };
    return {
      isStarted,
      isReady: (container, id) => {
        const readiness = find(container, 'readiness');
        return isStarted(container) && (!readiness || (readiness.containerId === id && readiness.verdict));
      },
      failed: (container, id) => {
        return (['liveness', 'startup'] as const).find((kind) => {
          const state = find(container, kind);
          return state?.containerId === id && state.onHold;
        });
      },
    };
  }

  /** The Pod's containers may start from now on: its probes tick from here. */
  add(pod: Pod): void {
    if (this.#states.has(uidOf(pod))) return;
    const { now } = this.#services.kernel;
    for (const container of probedContainers(pod)) {
      for (const kind of KINDS) {
        if (probeOf(container, kind)) this.#add(newProbe(uidOf(pod), container.name, kind, now));
      }
    }
  }

  /** The Pod's status has been written, from which probes learn of new containers. */
  statusWritten(pod: Pod, seen: SandboxStatus | undefined): void {
    for (const state of this.#states.get(uidOf(pod)) ?? []) {
      const newest = newestContainer(seen, state.container);
      if (newest?.state !== 'running') this.#cancel(state);
      else if (state.containerId !== newest.id) this.#meet(state, pod, newest);
    }
  }

  /** The Pod is being synced: containers that have started but are not ready are looked at out of turn. */
  synced(pod: Pod, seen: SandboxStatus | undefined): void {
    const uid = uidOf(pod);
    for (const state of this.#states.get(uid) ?? []) {
      const newest = newestContainer(seen, state.container);
      if (newest?.state !== 'running' || state.kind !== 'readiness' || state.verdict) continue;
      if (state.containerId === newest.id && this.of(uid).isStarted(state.container, newest.id)) this.#askNow(state);
    }
  }

  /** Something of the Pod changed that may change answers. */
  podChanged(podUid: string): void {
    const states = this.#states.get(podUid);
    const pod = states && this.#listener.podOf(podUid);
    if (!pod) return;
    for (const state of states)
      if (state.containerId !== undefined && state.entry === undefined && !state.asked) this.#schedule(state, pod);
  }

  /** A tick is due. */
  tick(key: ProbeKey): void {
    const [podUid] = key;
    const state = this.#find(key);
    const pod = this.#listener.podOf(podUid);
    if (!state || !pod) return;
    state.entry = undefined;
    this.#ask(state, pod);
  }

  /** A container has answered. */
  answered({ probe: key, result, exec }: ProbeAnswer): void {
    const state = this.#find(key);
    const pod = this.#listener.podOf(key[0]);
    const container = pod && state && containerOf(pod, state.container);
    const probe = container && probeOf(container, state.kind);
    if (!state || !pod || !probe || !state.asked || !this.#isAimed(state)) return;
    this.#take(state, pod, probe, result ?? (exec ? judgeExec(probe, exec) : { kind: 'errored', message: '' }));
  }

  /** The Pod is ending: only its readiness matters from now on, and whether it had started up. */
  ending(podUid: string): void {
    const states = this.#states.get(podUid) ?? [];
    for (const state of states) {
      if (state.kind === 'readiness') continue;
      this.#cancel(state);
      state.asked = undefined;
      state.onHold = true;
    }
    const left = states.filter(({ kind }) => kind !== 'liveness');
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

  #find([podUid, container, kind]: ProbeKey): ProbeState | undefined {
    return this.#states.get(podUid)?.find((each) => each.container === container && each.kind === kind);
  }

  /** Whether the container that is looked at still runs. */
  #isAimed(state: ProbeState): boolean {
    const running = newestContainer(this.#services.machine.podStatus(state.podUid), state.container);
    return running?.state === 'running' && running.id === state.containerId;
  }

  /** A new container: a startup probe that has passed before meets it at its next tick, the others at once. */
  #meet(state: ProbeState, pod: Pod, { id, startedAt }: ContainerStatus): void {
    if (state.kind === 'startup' && state.verdict) state.next = { id, startedAt };
    else aimAt(state, id, startedAt);
    this.#schedule(state, pod);
  }

  #ask(state: ProbeState, pod: Pod): void {
    if (state.next) {
      aimAt(state, state.next.id, state.next.startedAt);
      this.#schedule(state, pod);
      this.#listener.verdictChanged(state.podUid, state.kind);
      return;
    }
    const container = containerOf(pod, state.container);
    const probe = container && probeOf(container, state.kind);
    if (!probe || state.onHold || state.asked || !this.#isAimed(state)) return;
    this.#greet(state);
    if (!this.#isDue(state, probe)) {
      this.#schedule(state, pod);
      return;
    }
    const { kernel, machine, id } = this.#services;
    const key: ProbeKey = [state.podUid, state.container, state.kind];
    state.asked = { at: kernel.now, version: machine.podVersion(state.podUid) };
    const check = startCheck(this.#services, pod, container, probe, { type: PROBE_ANSWERED, payload: { probe: key } });
    if (!check) return;
    if (check.afterUs === 0) this.#take(state, pod, probe, check.result);
    else kernel.schedule(id, check.afterUs, PROBE_ANSWERED, { probe: key, result: { ...check.result } });
  }

  /** That there is a new container to look at is news, except to liveness, which takes it for granted. */
  #greet(state: ProbeState): void {
    if (state.told) return;
    state.told = true;
    if (state.kind !== 'liveness') this.#listener.verdictChanged(state.podUid, state.kind);
  }

  /** Takes an answer and sees to the next question. */
  #take(state: ProbeState, pod: Pod, probe: Probe, result: CheckResult): void {
    const { asked, latest: before } = state;
    state.asked = undefined;
    const changed = result.kind !== 'errored' && count(state, probe, result.kind === 'success');
    this.#tell(state, pod, result, before);
    const settled = result.kind === 'success' && this.#isSettled(state, pod, probe, asked?.version);
    if (state.triggered) this.#askNow(state);
    else if (!settled) this.#schedule(state, pod, asked?.at);
    if (changed) this.#listener.verdictChanged(state.podUid, state.kind);
  }

  #isDue(state: ProbeState, probe: Probe): boolean {
    if (this.#services.kernel.now < firstLook(state, probe)) return false;
    return state.kind === 'startup' || this.of(state.podUid).isStarted(state.container, state.containerId ?? '');
  }

  /** Whether the next answer is sure to be the same, so that nobody needs to ask. */
  #isSettled(state: ProbeState, pod: Pod, probe: Probe, version: number | undefined): boolean {
    if (!state.verdict || state.latest !== true || pod.spec?.hostNetwork === true) return false;
    if ((probe.httpGet ?? probe.tcpSocket)?.host !== undefined) return false;
    return this.#services.machine.podVersion(state.podUid) === version;
  }

  #tell(state: ProbeState, pod: Pod, result: CheckResult, before: boolean | undefined): void {
    const { kernel, id, node } = this.#services;
    const ref = {
      node,
      podUid: state.podUid,
      namespace: namespaceOf(pod),
      pod: nameOf(pod),
      container: state.container,
    };
    const success = result.kind === 'success';
    const message = result.kind === 'success' ? (result.warning ?? '') : result.message;
    // What follows, the event and the status, follows from this answer.
    if (!success || before !== true) {
      kernel.cause = kernel.record(id, { type: 'probe-answered', probe: state.kind, success, message, ...ref });
    }
    const name = NAMES[state.kind];
    if (result.kind === 'errored') {
      this.#warn(pod, state, 'Unhealthy', `${name} probe errored and resulted in unknown state: ${message}`);
    } else if (!success) {
      this.#warn(pod, state, 'Unhealthy', `${name} probe failed: ${message}`);
    } else if (message !== '') {
      this.#warn(pod, state, 'ProbeWarning', `${name} probe warning: ${message}`);
    }
  }

  #warn(pod: Pod, { container }: ProbeState, reason: string, message: string): void {
    this.#services.events.send(containerTarget(pod, container), 'Warning', reason, message);
  }

  /** Readiness is asked out of turn, and its rhythm begins anew from there. */
  #askNow(state: ProbeState): void {
    state.triggered = state.asked !== undefined;
    if (state.asked) return;
    this.#cancel(state);
    const { kernel, id } = this.#services;
    state.phase = kernel.now;
    state.entry = kernel.schedule(id, TRIGGER_US, 'probe', [state.podUid, state.container, state.kind]);
  }

  /** At the next tick; one that has passed since `since`, when the last question was put, is made up for at once. */
  #schedule(state: ProbeState, pod: Pod, since?: Micros): void {
    const container = containerOf(pod, state.container);
    const probe = container && probeOf(container, state.kind);
    if (!probe || state.onHold || (state.kind === 'startup' && state.verdict && !state.next)) return;
    this.#cancel(state);
    const { kernel, id } = this.#services;
    const from = since ?? kernel.now;
    const delayUs = Math.max(0, from + untilTick(state, probe, from, firstLook(state, probe)) - kernel.now);
    state.entry = kernel.schedule(id, delayUs, 'probe', [state.podUid, state.container, state.kind]);
  }

  #cancel(state: ProbeState): void {
    if (state.entry !== undefined) this.#services.kernel.agenda.cancel(state.entry);
    state.entry = undefined;
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
