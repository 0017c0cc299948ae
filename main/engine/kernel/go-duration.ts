// Models ParseDuration and Duration.String in Go's time package: `1h30m`, `1.5s`, `300ms`.
const units: Readonly<Record<string, number>> = {
  ns: 1e-3,
  us: 1,
  µs: 1,
  ms: 1e3,
  s: 1e6,
  m: 60e6,
  h: 3600e6,
};

/** A duration in microseconds, or the message of what is wrong with the text. */
export function parseDuration(text: string): number | { readonly fault: string } {
  const [, sign = '', body = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0;
  const parts = [...body.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/g)];
  const quoted = JSON.stringify(text);
  if (body === '' || parts.map(([whole]) => whole).join('') !== body)
    return { fault: `time: invalid duration ${quoted}` };
  let micros = 0;
  for (const [, number = '', unit = ''] of parts) {
    if (unit === '') return { fault: `time: missing unit in duration ${quoted}` };
    const factor = units[unit];
    if (factor === undefined) return { fault: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
    micros += Number(number) * factor;
  }
  return Math.trunc(sign === '-' ? -micros : micros);
}

/** `1m30s`, `500ms`, `0s`: as Go prints a duration of microseconds. */
export function formatDuration(micros: number): string {
  if (micros === 0) return '0s';
  if (micros < 0) return `-${formatDuration(-micros)}`;
  if (micros < 1e3) return `${String(micros)}µs`;
  if (micros < 1e6) return `${String(micros / 1e3)}ms`;
  const seconds = `${String((micros % 60e6) / 1e6)}s`;
  const minutes = Math.trunc(micros / 60e6);
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.trunc(minutes / 60)}h${minutes % 60}m${seconds}`;
}
