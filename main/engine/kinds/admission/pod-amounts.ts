// Models PodRequests and PodLimits in staging/src/k8s.io/component-helpers/resource/helpers.go (v1.35) for every
// resource, on quantities as text.
import type { Container, Pod, PodSpec } from '../../api/generated/types.ts';
import { addQuantities, compareQuantities } from '../quantities.ts';
import type { Written } from '../written.ts';

/** Quantities by the name of their resource. */
export type Amounts = Readonly<Record<string, string>>;

/**
 * What a Pod asks for, or may take, as a whole: containers together, init containers one after the other beside the
 * sidecars before them, and the overhead. What is said of the whole Pod counts for more.
 */
export function podAmounts({ spec }: Written<Pod>, which: 'requests' | 'limits'): Amounts {
  const total = { ...containerAmounts(spec, which), ...spec?.resources?.[which] };
  if (which === 'requests') return addAmounts(total, spec?.overhead ?? {});
  const overhead = Object.entries(spec?.overhead ?? {}).filter(([name]) => name in total);
  return addAmounts(total, Object.fromEntries(overhead));
}

/** What the containers of a Pod ask for, or may take, together. */
export function containerAmounts(spec: Written<PodSpec> | undefined, which: 'requests' | 'limits'): Amounts {
  let sidecars: Amounts = {};
  let initPeak: Amounts = {};
  for (const container of spec?.initContainers ?? []) {
    const together = addAmounts(sidecars, amountsOf(container, which));
    if (container.restartPolicy === 'Always') sidecars = together;
    initPeak = maxAmounts(initPeak, together);
  }
  const running = (spec?.containers ?? []).reduce<Amounts>(
    (sum, container) => addAmounts(sum, amountsOf(container, which)),
    sidecars,
  );
  return maxAmounts(running, initPeak);
}

/** The sums, resource by resource. */
export function addAmounts(first: Amounts, second: Amounts): Amounts {
  const sum: Record<string, string> = { ...first };
  for (const [name, amount] of Object.entries(second)) {
    const other = sum[name];
    sum[name] = other === undefined ? amount : addQuantities(other, amount);
  }
  return sum;
}

const amountsOf = ({ resources }: Written<Container>, which: 'requests' | 'limits'): Amounts =>
  resources?.[which] ?? {};

function maxAmounts(first: Amounts, second: Amounts): Amounts {
  const most: Record<string, string> = { ...first };
  for (const [name, amount] of Object.entries(second)) {
    const other = most[name];
    if (other === undefined || compareQuantities(amount, other) > 0) most[name] = amount;
  }
  return most;
}
