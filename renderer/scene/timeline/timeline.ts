// The timeline: requests and lives over time, and a playhead to drag.
import { createSurface, frameLoop } from '../canvas.ts';
import { drawTimeline, scrolledTo, scrollMax, trackAt } from './draw-timeline.ts';
import { allTime, following, panned, timeScale, zoomed, type TimeSpan } from './time-window.ts';
import { rows, type TimelineCallbacks, type TimelineView } from './timeline-view.ts';

export interface Timeline {
  update(view: TimelineView): void;
  /** Shows all of time again. */
  fit(): void;
  scrollBy(px: number): void;
  destroy(): void;
}

/** While nothing but time and traffic go on it is drawn this often: at the speed of life, and faster. */
const pausesMs = { life: 250, fast: 50 } as const;

/** In `PointerEvent.buttons`. */
const leftButton = 1;

/** Within this distance of the end the playhead means "live". */
const livePx = 5;

export function createTimeline(element: HTMLElement, callbacks: TimelineCallbacks): Timeline {
  const surface = createSurface(element);
  const listening = new AbortController();
  let view: TimelineView | undefined;
  /** Undefined: all of time. */
  let span: TimeSpan | undefined;
  let scrollPx = 0;
  /** The pointer that was pressed here. It may lose its capture in the middle of a drag, but not what it began. */
  let scrubbing: number | undefined;
  let drawnMs = 0;
  let drawnSecond = -1;
  /** No request has finished since it was drawn. */
  let calm = true;
  const loop = frameLoop(() => {
    draw();
    return false;
  });

  function shownSpan(of: TimelineView): TimeSpan {
    return span ?? allTime(of.clock.headUs);
  }

  function scaleOf(of: TimelineView): ReturnType<typeof timeScale> {
    return timeScale(shownSpan(of), rows.labels, element.clientWidth - rows.right);
  }

  function draw(): void {
    const { clientWidth: width, clientHeight: height } = element;
    surface.resize(width, height);
    surface.clear();
    drawnMs = performance.now();
    if (!view || height === 0) return;
    drawnSecond = secondOf(view);
    calm = true;
    scrollPx = Math.min(scrollPx, scrollMax(view, height));
    drawTimeline({ context: surface.context, view, scale: scaleOf(view), width, height, scrollPx });
  }

  function seek(event: PointerEvent): void {
    if (!view) return;
    const scale = scaleOf(view);
    const x = Math.max(rows.labels, event.offsetX);
    if (x >= scale(view.clock.headUs) - livePx) callbacks.onLive();
    else callbacks.onSeek(Math.round(scale.invert(x)));
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    if (!view) return;
    if (event.offsetX < rows.labels) {
      scrollBy(event.deltaY);
      return;
    }
    const scale = scaleOf(view);
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      span = panned(shownSpan(view), scale.invert(sideways) - scale.invert(0), view.clock.headUs);
    } else span = zoomed(shownSpan(view), scale.invert(event.offsetX), Math.exp(event.deltaY / 400), view.clock.headUs);
    loop.request();
  }

  function scrollBy(px: number): void {
    if (!view) return;
    scrollPx = Math.max(0, Math.min(scrollMax(view, element.clientHeight), scrollPx + px));
    loop.request();
  }

  /** Without traffic with each second of the clock, so that an idle cluster costs next to nothing. */
  function isDue(before: TimelineView, next: TimelineView): boolean {
    const atLife = next.clock.speed > 0 && next.clock.speed <= 1;
    calm &&= before.buckets === next.buckets;
    if (atLife && calm && secondOf(next) === drawnSecond) return false;
    return performance.now() - drawnMs >= (atLife ? pausesMs.life : pausesMs.fast);
  }

  /** Scrolls as little as brings the selected Pod's track into sight. */
  function reveal(next: TimelineView): void {
    const index = next.tracks.findIndex(({ uid }) => uid === next.selectedUid);
    if (index >= 0) scrollPx = scrolledTo(next, index, element.clientHeight, scrollPx);
  }

  const { signal } = listening;
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || !view) return;
      const track = event.offsetX < rows.labels ? trackAt(view, event.offsetY, scrollPx) : undefined;
      if (track) {
        callbacks.onSelect(track.uid);
        return;
      }
      if (event.offsetX < rows.labels) return;
      scrubbing = event.pointerId;
      element.setPointerCapture(event.pointerId);
      seek(event);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if ((event.buttons & leftButton) === 0) scrubbing = undefined;
      else if (event.pointerId === scrubbing) seek(event);
      element.style.cursor = event.offsetX < rows.labels ? 'pointer' : 'col-resize';
    },
    { signal },
  );
  const sizes = new ResizeObserver(() => loop.request());
  sizes.observe(element);
  void document.fonts.ready.then(() => loop.request());

  return {
    update(next) {
      if (span && next.clock.playing && view && next.clock.timeUs > view.clock.timeUs)
        span = following(span, next.clock.timeUs);
      const before = view;
      view = next;
      if (before && onlyRunsOn(before, next) && !isDue(before, next)) return;
      // Other Pods than before: of another session or namespace, or new ones above them.
      if (next.tracks[0]?.uid !== before?.tracks[0]?.uid) scrollPx = 0;
      if (next.selectedUid !== before?.selectedUid) reveal(next);
      loop.request();
    },
    fit() {
      span = undefined;
      loop.request();
    },
    scrollBy,
    destroy() {
      listening.abort();
      sizes.disconnect();
      loop.stop();
      surface.destroy();
    },
  };
}

/** True when the two differ in nothing but what goes on by itself while time passes at the end of history. */
function onlyRunsOn(before: TimelineView, next: TimelineView): boolean {
  return (
    before.tracks === next.tracks &&
    before.selectedUid === next.selectedUid &&
    before.theme === next.theme &&
    before.t === next.t &&
    before.nodeNames === next.nodeNames &&
    before.clock.mode === 'live' &&
    next.clock.mode === 'live' &&
    before.clock.playing &&
    next.clock.playing
  );
}

function secondOf({ clock }: TimelineView): number {
  return Math.floor(clock.timeUs / 1_000_000);
}
