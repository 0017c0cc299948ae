// One open session: lets time pass in the living cluster or plays its past, and tells the windows. All work is cut into
// short slices, so that calls never wait long.
import type { EngineInput, InputResult } from '../../preload/contract/inputs.ts';
import { type Outcome, type Problem, fail, succeed } from '../../preload/contract/problems.ts';
import type { ClockView } from '../../preload/contract/views.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { type Micros, after } from '../engine/kernel/time.ts';
import type { SessionFile } from '../store/session-file.ts';
import { answerCall } from './calls.ts';
import type { LiveCluster } from './live-cluster.ts';
import { Pacer } from './pacer.ts';
import { PastView } from './past-view.ts';
import type { Projection } from './projection/projection.ts';
import type { ScenarioPlayer } from './scenario/scenario-player.ts';
import type { WindowPort } from './transport.ts';
import type { WallClock } from './wall-clock.ts';
import { type SnapshotBody, WindowLink, type WindowSource } from './window-link.ts';

/** How long one slice of work may take, and how often windows are told, in milliseconds. */
const SLICE_MS = 12;
const FRAME_MS = 16;
/** With nothing to do for long, the clock is still told. */
const IDLE_MS = 100;
const WAITING_MAX = 10_000;
const LINKS_MAX = 8;

export interface SessionHostOptions {
  readonly live: LiveCluster;
  readonly wallClock: WallClock;
  /** Makes the living end anew from its file, when something could not be written to it. */
  restore(file: SessionFile): Outcome<LiveCluster>;
  onProblem(problem: Problem): void;
  /** The engine stopped: nothing can go on. */
  onStopped(error: unknown): void;
}

export class SessionHost implements WindowSource {
  readonly #options: SessionHostOptions;
  readonly #wallClock: WallClock;
  readonly #pacer = new Pacer();
  readonly #links = new Set<WindowLink>();
  #live: LiveCluster;
  #past: PastView | undefined;
  /** Whether the living cluster was playing when the past was entered. */
  #playOnReturn = false;
  #scenario: ScenarioPlayer | undefined;
  /** Who waits until what they did is in the file. */
  #waiting: ((problem: Problem | undefined) => void)[] = [];
  #publishedMs = -Infinity;
  #wakeMs = Infinity;
  #callOff: () => void = () => undefined;
  #closed = false;

  constructor(options: SessionHostOptions) {
    this.#options = options;
    this.#wallClock = options.wallClock;
    this.#live = options.live;
  }

  get live(): LiveCluster {
    return this.#live;
  }

  /** What is shown: the living cluster or a moment of its past. */
  get shown(): Projection {
    return this.#past?.projection ?? this.#live.projection;
  }

  get inThePast(): boolean {
    return this.#past !== undefined;
  }

  get clock(): ClockView {
    const { now: headUs, cluster } = this.#live;
    const { seq, timeUs } = this.shown;
    return {
      mode: this.#past ? 'past' : 'live',
      playing: this.#pacer.playing,
      speed: this.#pacer.speed,
      timeUs,
      seq,
      headUs,
      headSeq: cluster.lastSeq,
    };
  }

  /** A window joins; it is sent a snapshot, and then what changes. */
  connect(port: WindowPort): void {
    if (this.#links.size >= LINKS_MAX) return;
    const link = new WindowLink(port, this, {
      onSeen: () => {
        this.#wake(0);
      },
      onClose: () => {
        this.#links.delete(link);
      },
    });
    this.#links.add(link);
    this.#wake(0);
  }

  snapshot(): SnapshotBody {
    const { file, timeline } = this.#live;
    return {
      session: sessionOf(file),
      view: this.shown.view(),
      clock: this.clock,
      lives: timeline.lives,
      buckets: timeline.buckets,
      layout: file.layout,
      scenario: this.#scenario?.view,
    };
  }

  answer(link: WindowLink, call: string, payload: unknown): Promise<Outcome<unknown>> {
    return answerCall({ host: this, link }, call, payload);
  }

  /** Carries out an input at the present instant; answers once it is in the file. */
  async submit(input: EngineInput, actor = 'person'): Promise<Outcome<InputResult>> {
    if (this.#past) {
      return fail('not-in-the-past', 'the past cannot be changed.', { hint: 'Return to live first.' });
    }
    if (this.#waiting.length >= WAITING_MAX) return fail('internal', 'too many commands are under way.');
    const result = this.#live.submit(input, actor);
    const problem = await new Promise<Problem | undefined>((resolve) => {
      this.#waiting.push(resolve);
      this.#wake(0);
    });
    return problem ? { ok: false, problem } : succeed(result);
  }

  play(): void {
    this.#pacer.play(this.#wallClock.nowMs(), this.#shownTime);
    this.#wake(0);
  }

  pause(): void {
    this.#pacer.pause();
    this.#wake(0);
  }

  setSpeed(speed: number): void {
    this.#pacer.setSpeed(speed, this.#wallClock.nowMs(), this.#shownTime);
    this.#wake(0);
  }

  /** Pauses, and goes on by one record, or back by one. */
  step(direction: 'forward' | 'back'): void {
    this.pause();
    if (direction === 'back') this.#showPast(PastView.atSeq(this.#live.file, Math.max(0, this.shown.seq - 1)));
    else if (!this.#past) this.#live.stepOnce();
    else if (!this.#past.stepForward() || this.#past.atHead) this.goLive();
  }

  /** Shows the moment `timeUs`; the end of history is the living cluster. */
  seek(timeUs: number): void {
    if (timeUs >= this.#live.now) this.goLive();
    else this.#showPast(PastView.atTime(this.#live.file, timeUs));
  }

  /** Back to the living cluster, which goes on if it was going when it was left. */
  goLive(): void {
    if (!this.#past) return;
    this.#past = undefined;
    if (this.#playOnReturn) this.play();
    else this.pause();
    this.showAnew();
  }

  /** Lets `player` act on the living cluster from now on, in the place of any other. */
  setScenario(player: ScenarioPlayer): void {
    this.#scenario = player;
    this.#wake(0);
  }

  /** Tells every window how far the scenario is. */
  tellScenario(): void {
    if (this.#scenario) for (const link of this.#links) link.draft.setScenario(this.#scenario.view);
    this.#wake(0);
  }

  /** Sends every window a new snapshot. */
  showAnew(): void {
    for (const link of this.#links) link.showAnew();
    this.#wake(0);
  }

  /** Writes all there is and closes the file. */
  close(): Outcome<void> {
    this.#commit();
    this.#closed = true;
    this.#callOff();
    const kept = this.#live.keepEngine();
    const closed = this.#live.file.close();
    return kept.ok ? closed : kept;
  }

  get #shownTime(): Micros {
    return this.shown.timeUs as Micros;
  }

  #showPast(past: PastView): void {
    if (!this.#past) this.#playOnReturn = this.#pacer.playing;
    this.pause();
    this.#past = past;
    this.showAnew();
  }

  #turn(): void {
    this.#wakeMs = Infinity;
    try {
      if (this.#past) this.#playPast(this.#past);
      else this.#runLive();
    } catch (error) {
      this.#options.onStopped(error);
      return;
    }
    this.#publish();
  }

  #runLive(): void {
    const startMs = this.#wallClock.nowMs();
    const target = this.#limit(this.#pacer.target(startMs, this.#live.now));
    const outOfTime = () => this.#wallClock.nowMs() - startMs > SLICE_MS;
    const reached = this.#pacer.playing ? this.#live.advance(target, outOfTime) : true;
    this.#commit();
    this.#scenario?.check();
    if (this.#pacer.playing) this.#wake(reached ? this.#restMs() : 0);
  }

  /** While a scenario plays, time goes in small steps, so that what it waits for is seen soon after it happens. */
  #limit(target: Micros | undefined): Micros | undefined {
    const granularityUs = this.#scenario?.granularityUs;
    if (granularityUs === undefined) return target;
    return Math.min(target ?? Infinity, after(this.#live.now, granularityUs)) as Micros;
  }

  #playPast(past: PastView): void {
    if (!this.#pacer.playing) return;
    const startMs = this.#wallClock.nowMs();
    const target = this.#pacer.target(startMs, past.projection.timeUs as Micros) ?? Infinity;
    past.advance(
      target,
      () => this.#wallClock.nowMs() - startMs > SLICE_MS,
      (record) => {
        this.#draftRequest(record);
      },
    );
    if (past.atHead) {
      // Played to its end, the past goes over into the present.
      this.#playOnReturn = true;
      this.goLive();
    }
    this.#wake(this.#pacer.speed === 0 ? 0 : FRAME_MS);
  }

  /** How long nothing is to be done: until the engine has something to do, but no longer than the clock may stand. */
  #restMs(): number {
    if (this.#pacer.speed === 0) return this.#live.nextDue() === undefined ? IDLE_MS : 0;
    const due = this.#live.nextDue();
    const untilDueMs = due === undefined ? IDLE_MS : this.#pacer.waitMs(this.#live.now, due);
    return Math.min(IDLE_MS, Math.max(FRAME_MS, untilDueMs));
  }

  /** Writes what has happened; then, and only then, tells of it. What could not be written did not happen. */
  #commit(): void {
    const waiting = this.#waiting.splice(0);
    const written = this.#live.commit();
    if (written.ok) {
      const { records, history } = written.value;
      for (const record of records) this.#draftRequest(record);
      for (const link of this.#links) link.draft.addHistory(history.lives, history.buckets);
    } else {
      this.#rollBack(written.problem);
    }
    for (const resolve of waiting) resolve(written.ok ? undefined : written.problem);
  }

  #rollBack(problem: Problem): void {
    this.pause();
    this.#scenario = undefined;
    const restored = this.#options.restore(this.#live.file);
    if (!restored.ok) throw new Error(restored.problem.message);
    this.#live = restored.value;
    this.#options.onProblem(problem);
    this.showAnew();
  }

  #draftRequest(record: JournalRecord): void {
    if (record.type !== 'request-finished') return;
    const { actor: _actor, cause: _cause, t: _t, type: _type, ...request } = record;
    for (const link of this.#links) link.draft.addRequest(request);
  }

  #publish(): void {
    const nowMs = this.#wallClock.nowMs();
    if (this.#links.size === 0) return;
    if (nowMs - this.#publishedMs < FRAME_MS) {
      this.#wake(this.#publishedMs + FRAME_MS - nowMs);
      return;
    }
    this.#publishedMs = nowMs;
    const changes = this.shown.takeChanges();
    const { clock } = this;
    for (const link of this.#links) {
      link.draft.addChanges(changes);
      link.publish(clock, nowMs);
    }
  }

  /** Sees to it that a turn comes within `delayMs`. */
  #wake(delayMs: number): void {
    const atMs = this.#wallClock.nowMs() + delayMs;
    if (this.#closed || atMs >= this.#wakeMs) return;
    this.#callOff();
    this.#wakeMs = atMs;
    this.#callOff = this.#wallClock.later(delayMs, () => {
      this.#turn();
    });
  }
}

function sessionOf({ path, meta }: SessionFile): SnapshotBody['session'] {
  const { name, seed } = meta;
  return { name, path, seed, preset: presetName(meta.preset) };
}

function presetName(preset: unknown): string {
  return typeof preset === 'object' && preset !== null && 'name' in preset ? String(preset.name) : '';
}
