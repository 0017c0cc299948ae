// One open session: lets time pass in the living cluster or plays its past, and tells the windows. All work is cut into
// short slices, so that calls never wait long.
import type { EngineInput, InputResult } from '../../preload/contract/inputs.ts';
import { type Outcome, type Problem, fail, succeed } from '../../preload/contract/problems.ts';
import type { ClockView } from '../../preload/contract/views.ts';
import { failed, unavailable } from '../engine/api/status.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { type Micros, after } from '../engine/kernel/time.ts';
import type { SessionFile } from '../store/session-file.ts';
import { displayName } from '../store/session-name.ts';
import type { LiveCluster } from './live-cluster.ts';
import { Pacer } from './pacer.ts';
import { PastView } from './past-view.ts';
import type { Projection } from './projection/projection.ts';
import type { ScenarioPlayer } from './scenario/scenario-player.ts';
import type { WindowPort } from './transport.ts';
import { Turns } from './turns.ts';
import type { WallClock } from './wall-clock.ts';
import type { SnapshotBody, WindowLink, WindowSource } from './window-link.ts';
import { FRAME_MS, Windows } from './windows.ts';

/** How long one slice of work may take, in milliseconds. */
const SLICE_MS = 12;
/** With nothing to do for long, the clock is still told; less than the pacer takes for lagging behind. */
const IDLE_MS = 250;
const WAITING_MAX = 10_000;

/** Somebody who is told what is on record, at every commit. */
export interface Observer {
  onRecords(records: readonly JournalRecord[]): void;
  /** The living end was made anew from its file: some of what was told did not happen. */
  onRestored(): void;
  /** The next moment at which it wants to be told of what is on record by then; time goes no further before that. */
  nextDue?(): Micros | undefined;
}

export interface SessionHostOptions {
  readonly live: LiveCluster;
  readonly wallClock: WallClock;
  /** Answers the calls of windows; `asked` says who was asked, over which line. */
  readonly answer: (
    asked: { readonly host: SessionHost; readonly link: WindowLink },
    call: string,
    payload: unknown,
  ) => Promise<Outcome<unknown>>;
  /** Makes the living end anew from its file, when something could not be written to it. */
  readonly restore: (file: SessionFile) => Outcome<LiveCluster>;
  readonly onProblem: (problem: Problem) => void;
  /** The engine stopped: nothing can go on. */
  readonly onStopped: (error: unknown) => void;
}

export class SessionHost implements WindowSource {
  readonly #options: SessionHostOptions;
  readonly #wallClock: WallClock;
  readonly #turns: Turns;
  readonly #pacer = new Pacer();
  readonly #windows = new Windows();
  #live: LiveCluster;
  #past: PastView | undefined;
  /** Whether the living cluster was playing when the past was entered. */
  #playOnReturn = false;
  #scenario: ScenarioPlayer | undefined;
  readonly #observers = new Set<Observer>();
  /** Why the engine cannot go on. */
  #stopped: Problem | undefined;
  /** Who waits until what they did is in the file. */
  #waiting: ((problem: Problem | undefined) => void)[] = [];

  constructor(options: SessionHostOptions) {
    this.#options = options;
    this.#wallClock = options.wallClock;
    this.#live = options.live;
    this.#turns = new Turns(options.wallClock, () => {
      this.#turn();
    });
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
    const { playing, speed } = this.#pacer;
    const { seq, timeUs } = this.shown;
    return { mode: this.#past ? 'past' : 'live', playing, speed, timeUs, seq, headUs, headSeq: cluster.lastSeq };
  }

  connect(port: WindowPort): void {
    const wake = () => {
      this.#turns.wake(0);
    };
    this.#windows.connect(port, this, wake);
    wake();
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

  /** Tells `observer` of all that is put on record from now on; answers how to end that. */
  observe(observer: Observer): () => void {
    this.#observers.add(observer);
    return () => {
      this.#observers.delete(observer);
    };
  }

  answer(link: WindowLink, call: string, payload: unknown): Promise<Outcome<unknown>> {
    return this.#options.answer({ host: this, link }, call, payload);
  }

  /** Carries out an input at the present instant; answers once it is in the file. */
  async submit(input: EngineInput, actor = 'person'): Promise<Outcome<InputResult>> {
    if (this.#past) {
      return fail('not-in-the-past', 'the past cannot be changed.', { hint: 'Return to live first.' });
    }
    if (this.#stopped) return { ok: false, problem: this.#stopped };
    if (this.#waiting.length >= WAITING_MAX) return fail('internal', 'too many commands are under way.');
    const result = this.#live.submit(input, actor);
    const problem = await new Promise<Problem | undefined>((resolve) => {
      this.#waiting.push(resolve);
      this.#turns.wake(0);
    });
    return problem ? { ok: false, problem } : succeed(result);
  }

  /** The same at once, for those who cannot wait until it is in the file; it counts only once it is. */
  submitNow(input: EngineInput, actor: string): InputResult {
    if (this.#past || this.#stopped) return failed(unavailable('the past cannot be changed'));
    this.#turns.wake(0);
    return this.#live.submit(input, actor);
  }

  play(): void {
    this.#pacer.play(this.#wallClock.nowMs(), this.#shownTime);
    this.#turns.wake(0);
  }

  pause(): void {
    this.#pacer.pause();
    this.#turns.wake(0);
  }

  /** Virtual seconds a second; 0 is as fast as it goes. */
  setSpeed(speed: number): void {
    this.#pacer.setSpeed(speed, this.#wallClock.nowMs(), this.#shownTime);
    this.#turns.wake(0);
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
    this.#turns.wake(0);
  }

  /** Tells every window how far the scenario is. */
  tellScenario(): void {
    if (this.#scenario) this.#windows.setScenario(this.#scenario.view);
    this.#turns.wake(0);
  }

  /** Sends every window a new snapshot. */
  showAnew(): void {
    this.#windows.showAnew();
    this.#turns.wake(0);
  }

  /** Writes all there is and closes the file. Of an engine that stopped nothing more is kept. */
  close(): Outcome<void> {
    if (this.#stopped) return this.#live.file.close();
    this.#commit();
    this.#turns.end();
    const kept = this.#live.keepEngine();
    const closed = this.#live.file.close();
    return kept.ok ? closed : kept;
  }

  get #shownTime(): Micros {
    return this.shown.timeUs as Micros;
  }

  #showPast(past: PastView): void {
    // While the past is shown nothing is written: whoever waits for that has to be answered now.
    this.#commit();
    if (!this.#past) this.#playOnReturn = this.#pacer.playing;
    this.pause();
    this.#past = past;
    this.showAnew();
  }

  #turn(): void {
    try {
      if (this.#past) this.#playPast(this.#past);
      else this.#runLive();
      const waitMs = this.#windows.publish(this.shown, this.clock, this.#wallClock.nowMs());
      if (waitMs !== undefined) this.#turns.wake(waitMs);
    } catch (error) {
      this.#stop(error);
    }
  }

  /** Whoever waits hears that nothing more comes. */
  #stop(error: unknown): void {
    const { problem } = fail('internal', error instanceof Error ? error.message : String(error));
    this.#stopped = problem;
    this.#turns.end();
    this.#options.onStopped(error);
    for (const resolve of this.#waiting.splice(0)) resolve(problem);
  }

  #runLive(): void {
    const startMs = this.#wallClock.nowMs();
    const target = this.#limit(this.#pacer.target(startMs, this.#live.now));
    const reached = this.#pacer.playing ? this.#live.advance(target, this.#sliceFrom(startMs)) : true;
    this.#commit();
    this.#scenario?.check();
    if (this.#pacer.playing) this.#turns.wake(reached ? this.#restMs(startMs) : 0);
  }

  /**
   * While a scenario plays, time goes in small steps, so that what it waits for is seen soon after it happens; and to
   * the moments that observers wait for.
   */
  #limit(target: Micros | undefined): Micros | undefined {
    const granularityUs = this.#scenario?.granularityUs ?? Infinity;
    const step = granularityUs === Infinity ? Infinity : after(this.#live.now, granularityUs);
    const limit = Math.min(target ?? Infinity, step, Math.max(this.#awaited, this.#live.now));
    return limit === Infinity ? undefined : (limit as Micros);
  }

  /** The next moment that an observer waits for; Infinity when none does. */
  get #awaited(): number {
    let next = Infinity;
    for (const observer of this.#observers) next = Math.min(next, observer.nextDue?.() ?? Infinity);
    return next;
  }

  #playPast(past: PastView): void {
    if (!this.#pacer.playing) return;
    const startMs = this.#wallClock.nowMs();
    const target = this.#pacer.target(startMs, past.projection.timeUs as Micros) ?? Infinity;
    past.advance(target, this.#sliceFrom(startMs), (record) => {
      this.#windows.addRecord(record);
    });
    if (past.atHead) {
      // Played to its end, the past goes over into the present.
      this.#playOnReturn = true;
      this.goLive();
    }
    this.#turns.wake(this.#pacer.speed === 0 ? 0 : FRAME_MS);
  }

  /** Says when a slice of work that began at `startMs` has taken long enough. */
  #sliceFrom(startMs: number): () => boolean {
    return () => this.#wallClock.nowMs() - startMs > SLICE_MS;
  }

  /** How long nothing is to be done: until the engine has something to do, but no longer than the clock may stand. */
  #restMs(startMs: number): number {
    const due = Math.min(this.#live.nextDue() ?? Infinity, this.#awaited);
    if (due === Infinity) return IDLE_MS;
    const target = this.#pacer.target(startMs, this.#live.now);
    // A scenario lets time go in smaller steps than are due.
    if (target === undefined || target > this.#live.now) return 0;
    return Math.min(IDLE_MS, Math.max(FRAME_MS, this.#pacer.waitMs(this.#live.now, due as Micros)));
  }

  /** Writes what has happened; then, and only then, tells of it. What could not be written did not happen. */
  #commit(): void {
    const waiting = this.#waiting.splice(0);
    try {
      const problem = this.#write();
      for (const resolve of waiting) resolve(problem);
    } catch (error) {
      this.#waiting.unshift(...waiting);
      throw error;
    }
  }

  #write(): Problem | undefined {
    const written = this.#live.commit();
    if (!written.ok) {
      this.#rollBack(written.problem);
      return written.problem;
    }
    this.#windows.addRecords(written.value.records);
    this.#windows.addHistory(written.value.history);
    for (const observer of this.#observers) observer.onRecords(written.value.records);
    return undefined;
  }

  #rollBack(problem: Problem): void {
    this.pause();
    this.#scenario = undefined;
    const restored = this.#options.restore(this.#live.file);
    if (!restored.ok) throw new Error(restored.problem.message);
    this.#live = restored.value;
    for (const observer of this.#observers) observer.onRestored();
    this.#options.onProblem(problem);
    this.showAnew();
  }
}

function sessionOf({ path, meta }: SessionFile): SnapshotBody['session'] {
  const { name, seed } = meta;
  return { name: displayName(path, name), path, seed, preset: presetName(meta.preset) };
}

function presetName(preset: unknown): string {
  return typeof preset === 'object' && preset !== null && 'name' in preset ? String(preset.name) : '';
}
