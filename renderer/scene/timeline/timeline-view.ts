import type { ClockView, RequestBucket } from '../../../preload/contract/views.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { ThemeName } from '../../theme/tokens.ts';
import type { Track } from './tracks.ts';

export interface TimelineView {
  /** In the order in which they are drawn. */
  readonly tracks: readonly Track[];
  /** Names of static Pods end in their node's, which is left out where room is short. */
  readonly nodeNames: readonly string[];
  readonly buckets: readonly RequestBucket[];
  readonly clock: ClockView;
  readonly selectedUid: string | undefined;
  readonly theme: ThemeName;
  readonly t: Translate;
}

export interface TimelineCallbacks {
  onSeek(timeUs: number): void;
  /** The playhead was let go at the end of history. */
  onLive(): void;
  onSelect(uid: string): void;
}

/** Sizes in CSS pixels. */
export const rows = { labels: 190, axis: 22, requests: 34, track: 20, bar: 11, right: 14 } as const;
