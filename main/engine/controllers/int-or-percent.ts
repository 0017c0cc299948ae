// Models GetScaledValueFromIntOrPercent in apimachinery's pkg/util/intstr/intstr.go (v1.35).

/** A number, or a percentage of `total` rounded as told; text that is neither counts as 0. */
export function scaledAmount(value: number | string, total: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  if (!/^\d+%$/.test(value)) return 0;
  const exact = (total * Number.parseInt(value, 10)) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}
