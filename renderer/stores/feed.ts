// Brings what the host says into the stores: at most once every few milliseconds, all that has come by then together.
// Between coming and being shown the window is not idle.
import { flushSync } from 'svelte';
import type { PatchMessage, SnapshotMessage } from '../../preload/contract/views.ts';
import type { Activity } from './activity.ts';

const pauseMs = 12;

export interface FeedTarget {
  takeSnapshot(message: SnapshotMessage): void;
  takePatch(message: PatchMessage): void;
}

export class Feed {
  private readonly target: FeedTarget;
  private readonly activity: Activity;
  private waiting: (SnapshotMessage | PatchMessage)[] = [];
  private scheduled = false;
  private lastMs = -Infinity;
  private endActivity: (() => void) | undefined;

  constructor(target: FeedTarget, activity: Activity) {
    this.target = target;
    this.activity = activity;
  }

  take(message: SnapshotMessage | PatchMessage): void {
    // A snapshot makes everything before it needless.
    if (message.type === 'snapshot') this.waiting = [];
    this.waiting.push(message);
    if (this.scheduled) return;
    const dueMs = this.lastMs + pauseMs - performance.now();
    if (dueMs <= 0) {
      this.show();
      return;
    }
    this.endActivity ??= this.activity.begin();
    this.scheduled = true;
    setTimeout(() => this.show(), dueMs);
  }

  private show(): void {
    this.scheduled = false;
    this.lastMs = performance.now();
    const messages = this.waiting;
    this.waiting = [];
    flushSync(() => {
      for (const message of messages) {
        if (message.type === 'snapshot') this.target.takeSnapshot(message);
        else this.target.takePatch(message);
      }
    });
    if (messages.length > 0) this.activity.firstShown();
    this.endActivity?.();
    this.endActivity = undefined;
  }
}
