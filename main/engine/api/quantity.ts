// Models apimachinery's api/resource.Quantity (v1.35) as far as arithmetic on amounts goes.
const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
const scales = new Map(Object.entries(suffixes));
const ZERO = 0x30;
/** So many digits a number holds exactly. */
const EXACT_DIGITS = 15;

/** The amount of a quantity in whole units: `500m` is 0.5, `1Ki` is 1024. NaN when the text is no quantity. */
export function parseQuantity(text: string): number {
  return plainQuantity(text) ?? anyQuantity(text);
}

/** Digits and a suffix, which most quantities are, read without a pattern; undefined when there is more to it. */
function plainQuantity(text: string): number | undefined {
  let amount = 0;
  let length = 0;
  for (; length < text.length; length++) {
    const digit = text.charCodeAt(length) - ZERO;
    if (digit < 0 || digit > 9) break;
    amount = amount * 10 + digit;
  }
  if (length === 0 || length > EXACT_DIGITS) return undefined;
  const scale = scales.get(text.slice(length));
  return scale === undefined ? undefined : amount * scale;
}

function anyQuantity(text: string): number {
  const match = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return NaN;
  const scale = match[3] === undefined ? (suffixes[match[2] ?? ''] ?? NaN) : 10 ** Number(match[3]);
  return Number(match[1]) * scale;
}

/** The amount in thousandths, rounded up as the scheduler does: `100m` is 100, `1` is 1000. */
export function milliOf(text: string | undefined): number {
  return text === undefined ? 0 : roundUp(parseQuantity(text) * 1000);
}

/** The amount in whole units, rounded up; 0 when absent. */
export function unitsOf(text: string | undefined): number {
  return text === undefined ? 0 : roundUp(parseQuantity(text));
}

/** CPU in its canonical form: 250 -> `250m`, 2000 -> `2`. */
export function formatMilli(milli: number): string {
  return milli % 1000 === 0 ? String(milli / 1000) : `${String(milli)}m`;
}

/** Bytes in the largest binary unit that divides them: 4294967296 -> `4Gi`. */
export function formatBytes(bytes: number): string {
  for (const suffix of ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki']) {
    const unit = suffixes[suffix] ?? 1;
    if (bytes >= unit && bytes % unit === 0) return `${String(bytes / unit)}${suffix}`;
  }
  return String(bytes);
}

// 0.1 * 1000 is 100.00000000000001 in binary: what is a hair above a whole number is that number.
function roundUp(amount: number): number {
  return Number.isInteger(amount) ? amount : Math.ceil(amount - 1e-9 * Math.max(1, Math.abs(amount)));
}
