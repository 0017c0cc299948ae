// Models pkg/apis/core/v1/helper/qos/qos.go (v1.35): how well a Pod is served when a node runs short.
import type { Container, Pod } from '../../api/generated/types.ts';
import { parseQuantity } from '../../api/quantity.ts';
import type { Written } from '../written.ts';

const counted = ['cpu', 'memory'];

type Resources = Written<Container>['resources'];

/** `Guaranteed`, `Burstable` or `BestEffort`, from the requests and limits of all containers. */
export function qualityOfService(pod: Written<Pod>): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const all = containers.map(({ resources }) => resources);
  if (all.every((resources) => !asksForAnything(resources))) return 'BestEffort';
  return all.every(isFixed) ? 'Guaranteed' : 'Burstable';
}

function asksForAnything(resources: Resources): boolean {
  return counted.some((name) => isPositive(resources?.requests?.[name]) || isPositive(resources?.limits?.[name]));
}

/** Whether CPU and memory are limited, and requested up to the limit. */
function isFixed(resources: Resources): boolean {
  return counted.every((name) => {
    const limit = resources?.limits?.[name];
    if (limit === undefined || !isPositive(limit)) return false;
    return parseQuantity(resources?.requests?.[name] ?? limit) === parseQuantity(limit);
  });
}

const isPositive = (quantity: string | undefined): boolean => quantity !== undefined && parseQuantity(quantity) > 0;
