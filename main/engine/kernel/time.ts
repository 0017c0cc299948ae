// Virtual time: integer microseconds since the cluster was switched on. The only clock the engine knows.
declare const micros: unique symbol;
/** An instant, in microseconds since the cluster was switched on. Durations are plain numbers named `…Us`. */
export type Micros = number & { readonly [micros]: true };

export const MILLISECOND = 1_000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;

export const START = 0 as Micros;

/** The instant `durationUs` after `instant`; fractions of a microsecond are dropped. */
export function after(instant: Micros, durationUs: number): Micros {
  return Math.trunc(instant + durationUs) as Micros;
}

/** Seconds from the Unix epoch to the instant at which every cluster is switched on: 2026-01-05T08:00:00Z. */
export const EPOCH_SECONDS = 1_767_600_000;

/** The instant as Kubernetes writes a Time: RFC 3339, UTC, whole seconds. */
export function toTimestamp(instant: Micros): string {
  return formatSeconds(EPOCH_SECONDS + Math.floor(instant / SECOND)) + 'Z';
}

/** The instant as Kubernetes writes a MicroTime: six decimals. */
export function toMicroTimestamp(instant: Micros): string {
  const fraction = String(instant % SECOND).padStart(6, '0');
  return `${formatSeconds(EPOCH_SECONDS + Math.floor(instant / SECOND))}.${fraction}Z`;
}

/** The instant of an RFC 3339 timestamp in UTC; undefined when the text is none. */
export function fromTimestamp(text: string): Micros | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - EPOCH_SECONDS;
  return (seconds * SECOND + Number((match[7] ?? '').padEnd(6, '0').slice(0, 6))) as Micros;
}

/** `2026-01-05T08:00:00`, digit by digit: no text is made so often, and put together from parts it takes thrice as long. */
function formatSeconds(unixSeconds: number): string {
  const [year, month, day] = civilFromDays(Math.floor(unixSeconds / 86_400));
  const rest = ((unixSeconds % 86_400) + 86_400) % 86_400;
  const [century, hour, minute] = [Math.floor(year / 100), Math.floor(rest / 3_600), Math.floor(rest / 60) % 60];
  return String.fromCharCode(
    tens(century),
    ones(century),
    tens(year),
    ones(year),
    DASH,
    tens(month),
    ones(month),
    DASH,
    tens(day),
    ones(day),
    LETTER_T,
    tens(hour),
    ones(hour),
    COLON,
    tens(minute),
    ones(minute),
    COLON,
    tens(rest % 60),
    ones(rest),
  );
}

const [ZERO, DASH, COLON, LETTER_T] = [0x30, 0x2d, 0x3a, 0x54];
const tens = (value: number): number => ZERO + (Math.floor(value / 10) % 10);
const ones = (value: number): number => ZERO + (value % 10);

// Days since 1970-01-01 in the proleptic Gregorian calendar; years start in March so that the leap day comes last.
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): [year: number, month: number, day: number] {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1];
}
