// Figures as people read them, the same in both languages.

/** Virtual microseconds as `hh:mm:ss.mmm`, or without milliseconds. */
export function clockText(timeUs: number, finely = true): string {
  const ms = Math.max(0, Math.floor(timeUs / 1000));
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1000) % 60,
  ];
  const clock = `${pad(hours)}:${pad(minutes)}:${pad(seconds)}`;
  return finely ? `${clock}.${pad(ms % 1000, 3)}` : clock;
}

/** Virtual microseconds as `mm:ss` or, after an hour, `h:mm:ss`; with tenths if asked for. */
export function shortClock(timeUs: number, tenths = false): string {
  const total = Math.max(0, timeUs / 1_000_000);
  const hours = Math.floor(total / 3600);
  const minutes = pad(Math.floor(total / 60) % 60);
  const seconds = tenths
    ? (Math.floor((total % 60) * 10) / 10).toFixed(1).padStart(4, '0')
    : pad(Math.floor(total % 60));
  return hours > 0 ? `${hours}:${minutes}:${seconds}` : `${minutes}:${seconds}`;
}

/** A span of microseconds in the one or two units that matter: `850 ms`, `12 s`, `3 min 4 s`. */
export function spanText(spanUs: number): string {
  const ms = Math.max(0, spanUs / 1000);
  if (ms < 1) return `${Math.round(spanUs)} µs`;
  if (ms < 1000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
}

export function percentText(share: number): string {
  if (share >= 1) return '100 %';
  // Never rounded up to a hundred: one lost request is the news.
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

export function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? Number(value.toFixed(1)) : Math.round(value)} ${units[unit] ?? ''}`;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
