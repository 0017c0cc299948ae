// Models pkg/kubelet/prober/prober_manager.go (v1.35): all probes on one node. A probe whose answer cannot change
// because nothing of its Pod has changed since the last one is not asked again until something does.
import type { Pod, Probe } from '../../api/generated/types.ts';
import type { ExecResult } from '../../runtime/exec.ts';
import { type ContainerStatus, type SandboxStatus, newestContainer } from '../../runtime/status.ts';
import { uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import type { ProbeResults } from '../status/status-input.ts';
import type { ProbeVerdicts } from '../sync-plan.ts';
import { type CheckResult, judgeExec, startCheck } from './check.ts';
import { ProbeClock } from './probe-clock.ts';
import { reportAnswer } from './probe-reports.ts';
import { type ProbeKey, ProbeStates } from './probe-states.ts';
import { verdictsOf } from './probe-verdicts.ts';
import { type ProbeKind, type ProbeState, aimAt, count, firstLook, newProbe } from './probe-worker.ts';
import { findProbe, probeOf, probedContainers, sharesFiles } from './probed-containers.ts';

/** Whom the prober tells of what it finds. */
export interface ProbeListener {
  podOf(podUid: string): Pod | undefined;
  /** A verdict has changed. */
  verdictChanged(podUid: string, kind: ProbeKind): void;
}

/** Comes as an agenda entry when a container has answered: with a result, or with that of a command. */
export type ProbeAnswer = {
  readonly probe: ProbeKey;
  readonly result?: CheckResult | undefined;
  readonly exec?: ExecResult | undefined;
};

export const PROBE_ANSWERED = 'probe-answered';

export type SavedProber = readonly ProbeState[];

const KINDS = ['startup', 'liveness', 'readiness'] as const;

export class Prober {
  readonly #services: KubeletServices;
  readonly #listener: ProbeListener;
  readonly #clock: ProbeClock;
  readonly #states = new ProbeStates();

  constructor(services: KubeletServices, listener: ProbeListener, saved: SavedProber = []) {
    this.#services = services;
    this.#listener = listener;
    this.#clock = new ProbeClock(services);
    // What is undefined is not in a file; here it has its place, so that what is saved later is the same to the letter.
    for (const state of saved) {
      const { podUid, container, kind, phase } = state;
      this.#states.add({ ...newProbe(podUid, container, kind, phase), ...state });
    }
  }

  /** What the probes say of a Pod's containers. */
  of(podUid: string): ProbeResults & ProbeVerdicts {
    return verdictsOf(this.#states.of(podUid));
  }

  /** The Pod's containers may start from now on: its probes tick from here. */
  add(pod: Pod): void {
    if (this.#states.has(uidOf(pod))) return;
    const { now } = this.#services.kernel;
    for (const container of probedContainers(pod)) {
      for (const kind of KINDS) {
        if (probeOf(container, kind)) this.#states.add(newProbe(uidOf(pod), container.name, kind, now));
      }
    }
  }

  /** The Pod's status has been written, from which probes learn of new containers. */
  statusWritten(pod: Pod, seen: SandboxStatus | undefined): void {
    for (const state of this.#states.of(uidOf(pod))) {
      const newest = newestContainer(seen, state.container);
      if (newest?.state !== 'running') this.#clock.cancel(state);
      else if (state.containerId !== newest.id) this.#meet(state, pod, newest);
    }
  }

  /** The Pod is being synced: containers that have started but are not ready are looked at out of turn. */
  synced(pod: Pod, seen: SandboxStatus | undefined): void {
    const uid = uidOf(pod);
    for (const state of this.#states.of(uid)) {
      const newest = newestContainer(seen, state.container);
      if (newest?.state !== 'running' || state.kind !== 'readiness' || state.verdict) continue;
      if (state.containerId === newest.id && this.of(uid).isStarted(state.container, newest.id))
        this.#clock.askNow(state);
    }
  }

  /** Something of the Pod changed that may change answers. */
  podChanged(podUid: string): void {
    if (!this.#states.has(podUid)) return;
    const pod = this.#listener.podOf(podUid);
    if (!pod) return;
    for (const state of this.#states.of(podUid))
      if (state.containerId !== undefined && state.entry === undefined && !state.asked)
        this.#clock.schedule(state, pod);
  }

  /** A tick is due. */
  tick(key: ProbeKey): void {
    const [podUid] = key;
    const state = this.#states.find(key);
    const pod = this.#listener.podOf(podUid);
    if (!state || !pod) return;
    state.entry = undefined;
    this.#ask(state, pod);
  }

  /** A container has answered. */
  answered({ probe: key, result, exec }: ProbeAnswer): void {
    const state = this.#states.find(key);
    const pod = this.#listener.podOf(key[0]);
    const probe = pod && state && findProbe(pod, state.container, state.kind)?.probe;
    if (!probe || !state.asked || !this.#isAimed(state)) return;
    this.#take(state, pod, probe, result ?? (exec ? judgeExec(probe, exec) : { kind: 'errored', message: '' }));
  }

  /** The Pod is ending: only its readiness matters from now on, and whether it had started up. */
  ending(podUid: string): void {
    const states = this.#states.of(podUid);
    for (const state of states) {
      if (state.kind === 'readiness') continue;
      this.#clock.cancel(state);
      state.asked = undefined;
      state.onHold = true;
    }
    this.#states.keep(
      podUid,
      states.filter(({ kind }) => kind !== 'liveness'),
    );
  }

  forget(podUid: string): void {
    for (const state of this.#states.of(podUid)) this.#clock.cancel(state);
    this.#states.keep(podUid, []);
  }

  save(): SavedProber {
    return this.#states.all().map((state) => ({ ...state }));
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
    this.#clock.schedule(state, pod);
  }

  #ask(state: ProbeState, pod: Pod): void {
    if (state.next) {
      aimAt(state, state.next.id, state.next.startedAt);
      this.#clock.schedule(state, pod);
      this.#listener.verdictChanged(state.podUid, state.kind);
      return;
    }
    const found = findProbe(pod, state.container, state.kind);
    if (!found || state.onHold || state.asked || !this.#isAimed(state)) return;
    const { container, probe } = found;
    this.#greet(state);
    if (!this.#isDue(state, probe)) {
      this.#clock.schedule(state, pod);
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
    const { kernel } = this.#services;
    const { cause } = kernel;
    state.asked = undefined;
    const changed = result.kind !== 'errored' && count(state, probe, result.kind === 'success');
    reportAnswer(this.#services, state, pod, result, before);
    const settled = result.kind === 'success' && this.#isSettled(state, pod, probe, asked?.version);
    // That it is asked again is not on account of this answer: it would be in any case.
    kernel.because(cause, () => {
      if (state.triggered) this.#clock.askNow(state);
      else if (!settled) this.#clock.schedule(state, pod, asked?.at);
    });
    if (changed) this.#listener.verdictChanged(state.podUid, state.kind);
  }

  #isDue(state: ProbeState, probe: Probe): boolean {
    if (this.#services.kernel.now < firstLook(state, probe)) return false;
    return state.kind === 'startup' || this.of(state.podUid).isStarted(state.container, state.containerId ?? '');
  }

  /** Whether the next answer is sure to be the same, so that nobody needs to ask. */
  #isSettled(state: ProbeState, pod: Pod, probe: Probe, version: number | undefined): boolean {
    if (!state.verdict || state.latest !== true || pod.spec?.hostNetwork === true) return false;
    if (probe.grpc !== undefined || (probe.httpGet ?? probe.tcpSocket)?.host !== undefined) return false;
    if (sharesFiles(pod, state.container)) return false;
    return this.#services.machine.podVersion(state.podUid) === version;
  }
}
