import type { LifeChange, RequestBucket, SnapshotMessage } from '../../preload/contract/views.ts';
import { SlotBook } from '../scene/stage/slots.ts';
import { extendBuckets, extendTracks, type Track } from '../scene/timeline/tracks.ts';
import { mapOf } from './maps.ts';

/** All of history in short: each Pod's life and each second's requests. */
export class TimelineStore {
  tracks = $state.raw<ReadonlyMap<string, Track>>(mapOf());
  buckets = $state.raw<readonly RequestBucket[]>([]);

  private slots = new SlotBook();

  takeSnapshot({ lives, buckets }: SnapshotMessage): void {
    this.tracks = extendTracks(mapOf(), lives);
    this.slots = new SlotBook();
    this.slots.take(lives);
    this.buckets = extendBuckets([], buckets);
  }

  extend(lives: readonly LifeChange[], buckets: readonly RequestBucket[]): void {
    this.tracks = extendTracks(this.tracks, lives);
    this.slots.take(lives);
    this.buckets = extendBuckets(this.buckets, buckets);
  }

  /** The place of a Pod on its board; undefined while it has no node. */
  slotOf(uid: string): number | undefined {
    return this.slots.slotOf(uid);
  }
}
