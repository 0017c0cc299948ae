// All windows that look at the session, each with a line of its own.
import type { ClockView, ScenarioView } from '../../preload/contract/views.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import type { History } from './projection/timeline.ts';
import type { Projection } from './projection/projection.ts';
import { requestView } from './projection/request-view.ts';
import type { WindowPort } from './transport.ts';
import { WindowLink, type WindowSource } from './window-link.ts';

/** How often windows are told, in milliseconds. */
export const FRAME_MS = 16;
const LINKS_MAX = 8;

export class Windows {
  readonly #links = new Set<WindowLink>();
  #publishedMs = -Infinity;

  /** A window joins: it is sent a snapshot, and then what changes. `onSeen` is called when it has caught up. */
  connect(port: WindowPort, source: WindowSource, onSeen: () => void): void {
    if (this.#links.size >= LINKS_MAX) return;
    const link = new WindowLink(port, source, {
      onSeen,
      onClose: () => {
        this.#links.delete(link);
      },
    });
    this.#links.add(link);
  }

  addRecords(records: readonly JournalRecord[]): void {
    if (this.#links.size > 0) for (const record of records) this.addRecord(record);
  }

  /** Finished requests are shown one by one; all else is told by what it changes. */
  addRecord(record: JournalRecord): void {
    if (record.type !== 'request-finished') return;
    const request = requestView(record);
    for (const { draft } of this.#links) draft.addRequest(request);
  }

  addHistory({ lives, buckets }: History): void {
    for (const { draft } of this.#links) draft.addHistory(lives, buckets);
  }

  setScenario(scenario: ScenarioView): void {
    for (const { draft } of this.#links) draft.setScenario(scenario);
  }

  /** From now on another moment is shown: everybody gets a snapshot. */
  showAnew(): void {
    for (const link of this.#links) link.showAnew();
  }

  /** Tells everybody what has changed, or answers in how many milliseconds it is time to. */
  publish(shown: Projection, clock: ClockView, nowMs: number): number | undefined {
    if (this.#links.size === 0) return undefined;
    const waitMs = this.#publishedMs + FRAME_MS - nowMs;
    if (waitMs > 0) return waitMs;
    this.#publishedMs = nowMs;
    const changes = shown.takeChanges();
    for (const link of this.#links) {
      link.draft.addChanges(changes);
      link.publish(clock, nowMs);
    }
    return undefined;
  }
}
