// Models SetDefaults_LimitRangeItem in pkg/apis/core/v1/defaults.go (v1.35).
import type { LimitRange, LimitRangeItem } from '../../api/generated/types.ts';
import { canonicalQuantities } from '../quantities.ts';
import type { Unfinished } from '../written.ts';

type Amounts = Readonly<Record<string, string>>;

export function defaultLimitRange({ spec }: Unfinished<LimitRange>): void {
  for (const item of spec?.limits ?? []) {
    for (const field of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const) {
      const amounts = item[field];
      if (amounts) item[field] = canonicalQuantities(amounts);
    }
    if (item.type === 'Container') defaultContainerLimits(item);
  }
}

/** What a container may take at most is its limit, its limit or the least is its request, where nothing else is said. */
function defaultContainerLimits(item: Unfinished<LimitRangeItem>): void {
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  if (hasEntries(limits)) item.default = limits;
  if (hasEntries(requests)) item.defaultRequest = requests;
}

const hasEntries = (amounts: Amounts): boolean => Object.keys(amounts).length > 0;
