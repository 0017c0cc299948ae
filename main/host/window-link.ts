// One window's line: its calls, and what it is shown. Messages are numbered; when the window is slow to take them in,
// what happens meanwhile is merged into the next, never heaped up.
import * as v from 'valibot';
import { UNSEEN_MAX } from '../../preload/contract/bridge.ts';
import type { PortAnswer } from '../../preload/contract/calls.ts';
import type { Outcome } from '../../preload/contract/problems.ts';
import type { TerminalPush } from '../../preload/contract/terminals.ts';
import type { ClockView, PatchMessage, SnapshotMessage } from '../../preload/contract/views.ts';
import { SECOND } from '../engine/kernel/time.ts';
import { PatchDraft } from './patch-draft.ts';
import type { WindowPort } from './transport.ts';

/** All of a snapshot but its number, which counts one window's messages. */
export type SnapshotBody = Omit<SnapshotMessage, 'type' | 'number'>;

export interface WindowSource {
  snapshot(): SnapshotBody;
  /** Answers a call of the window's; `link` is where it came from. */
  answer(link: WindowLink, call: string, payload: unknown): Promise<Outcome<unknown>>;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const fromWindow = v.union([
  v.object({ type: v.literal('seen'), number: count }),
  v.object({ id: count, call: v.string(), payload: v.unknown() }),
]);
/** The clock alone is told no more often than this while nothing else happens, in milliseconds. */
const CLOCK_MS = 250;

export class WindowLink {
  readonly draft = new PatchDraft();
  readonly #port: WindowPort;
  readonly #source: WindowSource;
  readonly #onSeen: () => void;
  #number = 0;
  #seen = 0;
  #snapshotDue = true;
  #sentMs = -Infinity;
  #toldClock: ClockView | undefined;
  /** With its answer a window takes a call for done and shown: these wait until the snapshot that is due was sent. */
  #answers: PortAnswer[] = [];
  readonly #leavers: (() => void)[] = [];

  /** `onSeen` is called when the window has caught up, `onClose` when it is gone. */
  constructor(
    port: WindowPort,
    source: WindowSource,
    { onSeen, onClose }: { readonly onSeen: () => void; readonly onClose: () => void },
  ) {
    this.#port = port;
    this.#source = source;
    this.#onSeen = onSeen;
    port.listen(
      (message) => {
        this.#hear(message);
      },
      () => {
        for (const leave of this.#leavers) leave();
        onClose();
      },
    );
  }

  /** Tells something of a terminal at once. */
  tell(push: TerminalPush): void {
    this.#port.send(push);
  }

  /** Calls back when the window is gone. */
  onClose(listener: () => void): void {
    this.#leavers.push(listener);
  }

  /** From now on another moment is shown: nothing of before matters. */
  showAnew(): void {
    this.#snapshotDue = true;
    this.draft.clear();
  }

  /** Tells what there is to tell, if the window keeps up. */
  publish(clock: ClockView, nowMs: number): void {
    if (this.#number - this.#seen >= UNSEEN_MAX) return;
    if (this.#snapshotDue || this.draft.overfull) {
      this.#send(this.takeSnapshot(), clock, nowMs);
    } else if (!this.draft.empty || this.#clockIsNews(clock, nowMs)) {
      this.#send({ type: 'patch', number: ++this.#number, clock, ...this.draft.take() }, clock, nowMs);
    }
    for (const answer of this.#answers.splice(0)) this.#port.send(answer);
  }

  /** The present snapshot, numbered; patches count on from it. */
  takeSnapshot(): SnapshotMessage {
    this.#snapshotDue = false;
    this.draft.clear();
    return { type: 'snapshot', number: ++this.#number, ...this.#source.snapshot() };
  }

  #send(message: SnapshotMessage | PatchMessage, clock: ClockView, nowMs: number): void {
    this.#toldClock = clock;
    this.#sentMs = nowMs;
    this.#port.send(message);
  }

  #clockIsNews(clock: ClockView, nowMs: number): boolean {
    const told = this.#toldClock;
    if (!told) return true;
    const { mode, playing, speed, seq } = clock;
    const switched = mode !== told.mode || playing !== told.playing || speed !== told.speed || seq !== told.seq;
    return switched || (showsAnother(clock, told) && nowMs - this.#sentMs >= CLOCK_MS);
  }

  #hear(message: unknown): void {
    const parsed = v.safeParse(fromWindow, message);
    if (!parsed.success) return;
    if ('type' in parsed.output) {
      const wasBehind = this.#number - this.#seen >= UNSEEN_MAX;
      this.#seen = Math.max(this.#seen, parsed.output.number);
      if (wasBehind) this.#onSeen();
      return;
    }
    const { id, call, payload } = parsed.output;
    void this.#source.answer(this, call, payload).then((outcome) => {
      const answer: PortAnswer = { type: 'answer', id, outcome };
      if (this.#snapshotDue) this.#answers.push(answer);
      else this.#port.send(answer);
    });
  }
}

/** Whether a clock that shows whole seconds, or finer ones in slow motion, has moved on. */
function showsAnother({ timeUs, speed }: ClockView, told: ClockView): boolean {
  const stepUs = speed === 0 ? SECOND : SECOND * Math.min(1, speed);
  return Math.floor(timeUs / stepUs) !== Math.floor(told.timeUs / stepUs);
}
