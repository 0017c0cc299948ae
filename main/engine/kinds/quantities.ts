// Models the canonical form of apimachinery's api/resource.Quantity (v1.35): what the API answers for what was written.
import { parseQuantity } from '../api/quantity.ts';

const decimalSuffixes: readonly (readonly [suffix: string, exponent: number])[] = [
  ['E', 18],
  ['P', 15],
  ['T', 12],
  ['G', 9],
  ['M', 6],
  ['k', 3],
  ['', 0],
  ['m', -3],
  ['u', -6],
  ['n', -9],
];
const binarySuffixes = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];

/**
 * A quantity with the largest suffix that leaves no fraction: `1000m` is `1`, `0.5` is `500m`, `1024Mi` is `1Gi`.
 * What is finer than a billionth is rounded up. A text that is no quantity comes back as it is.
 */
export function canonicalQuantity(text: string): string {
  const amount = parseQuantity(text);
  if (Number.isNaN(amount)) return text;
  if (/[eE][+-]?\d+$/.test(text)) return text;
  return (text.endsWith('i') ? binaryForm(amount) : undefined) ?? decimalForm(text);
}

/** All quantities of a list in canonical form. */
export function canonicalQuantities(list: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(list).map(([name, text]) => [name, canonicalQuantity(text)]));
}

/** The sum, in the form (binary or decimal) of the first that is not zero. */
export function addQuantities(first: string, second: string): string {
  const sum = nanoOf(first) + nanoOf(second);
  return quantityOf(sum, isBinary(nanoOf(first) === 0n ? second : first));
}

/** What is left of `first` without `second`, in the form of `first`; may be negative. */
export function subtractQuantities(first: string, second: string): string {
  return quantityOf(nanoOf(first) - nanoOf(second), isBinary(first));
}

/** Below zero when `first` is the smaller amount, zero when they are the same. */
export function compareQuantities(first: string, second: string): number {
  const difference = nanoOf(first) - nanoOf(second);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const isBinary = (text: string): boolean => text.endsWith('i');

function quantityOf(nano: bigint, binary: boolean): string {
  const whole = nano / 10n ** 9n;
  if (binary && whole * 10n ** 9n === nano) return binaryForm(Number(whole)) ?? String(whole);
  return decimalForm(`${nano}n`);
}

function binaryForm(amount: number): string | undefined {
  if (!Number.isInteger(amount) || Math.abs(amount) < 1024) return undefined;
  const power = binarySuffixes.length;
  const index = binarySuffixes.findIndex((_, position) => amount % 1024 ** (power - position) === 0);
  return index < 0 ? String(amount) : `${amount / 1024 ** (power - index)}${binarySuffixes[index] ?? ''}`;
}

/** Works on digits, since binary fractions cannot hold tenths. */
function decimalForm(text: string): string {
  const nano = nanoOf(text);
  if (nano === 0n) return '0';
  for (const [suffix, exponent] of decimalSuffixes) {
    const unit = 10n ** BigInt(exponent + 9);
    if (nano % unit === 0n) return `${nano / unit}${suffix}`;
  }
  return text;
}

function nanoOf(text: string): bigint {
  const [, sign = '', whole = '', fraction = '', suffix = ''] = /^([+-]?)(\d*)\.?(\d*)(\w*)$/.exec(text) ?? [];
  const binary = binarySuffixes.indexOf(suffix);
  const exponent = binary < 0 ? (decimalSuffixes.find(([name]) => name === suffix)?.[1] ?? 0) : 0;
  const scale = binary < 0 ? 10n ** BigInt(exponent + 9) : 10n ** 9n * 1024n ** BigInt(binarySuffixes.length - binary);
  const divisor = 10n ** BigInt(fraction.length);
  const nano = (BigInt(`0${whole}${fraction}`) * scale + divisor - 1n) / divisor;
  return sign === '-' ? -nano : nano;
}
