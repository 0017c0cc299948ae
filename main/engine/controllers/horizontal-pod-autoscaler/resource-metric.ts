// Models computeStatusForResourceMetric and computeStatusForContainerResourceMetric in
// pkg/controller/podautoscaler/horizontal.go (v1.35): what the measured use of Pods asks for.
import type { V2MetricSpec, V2MetricStatus, V2MetricTarget } from '../../api/generated/types.ts';
import type { Meter } from '../../api/meter.ts';
import { formatMilli } from '../../api/quantity.ts';
import type { KindMap } from '../../api/resources.ts';
import type { Micros } from '../../kernel/time.ts';
import { type PodUsage, podUsage } from '../pod-metrics.ts';
import { noMeasurements } from './missing-metrics.ts';
import { groupPods } from './pod-groups.ts';
import { type Calculated, type Tolerances, calculateReplicas } from './replica-calculator.ts';
import { type UsageTarget, averageTarget, requestsOf, utilizationTarget } from './usage-target.ts';

type Pod = KindMap['pods'];

export interface Proposal {
  readonly replicas: number;
  /** What the metric is called. */
  readonly name: string;
  readonly status: V2MetricStatus;
}

interface Wanted {
  readonly resource: string;
  /** All containers unless named. */
  readonly container: string | undefined;
  readonly target: V2MetricTarget;
}

export interface Situation {
  readonly pods: readonly Pod[];
  readonly current: number;
  readonly tolerances: Tolerances;
  readonly isServed: boolean;
  readonly meter: Meter | undefined;
  readonly now: Micros;
}

/** What is proposed for a metric of resources, or why nothing can be. */
export function proposeByResource(metric: V2MetricSpec, situation: Situation): Proposal | string {
  const wanted = wantedOf(metric);
  const { pods, current, tolerances, isServed, meter, now } = situation;
  const usages = new Map(isServed ? pods.flatMap((pod) => entryOf(pod, podUsage(pod, now, meter))) : []);
  if (usages.size === 0) return noMeasurements(wanted.resource, isServed);
  if (pods.length === 0) return 'no pods returned by selector while calculating replica count';
  const groups = groupPods(pods, (pod) => usages.get(nameOf(pod)), wanted.resource, now);
  const used = new Map(groups.counted.map((pod) => [nameOf(pod), usedBy(usages.get(nameOf(pod)), wanted)]));
  if (used.size === 0) return 'did not receive metrics for targeted pods (pods might be unready)';
  const target = targetOf(wanted, pods);
  if (typeof target === 'string') return target;
  const calculated = calculateReplicas(current, groups, used, target, tolerances);
  return { replicas: calculated.replicas, name: nameOfMetric(wanted), status: statusOf(wanted, calculated) };
}

function wantedOf({ resource, containerResource }: V2MetricSpec): Wanted {
  const { name = '', target = { type: '' } } = resource ?? containerResource ?? {};
  return { resource: name, container: containerResource?.container, target };
}

function targetOf({ resource, container, target }: Wanted, pods: readonly Pod[]): UsageTarget | string {
  if (target.averageValue !== undefined) return averageTarget(target);
  const requests = requestsOf(pods, resource, container);
  return typeof requests === 'string' ? requests : utilizationTarget(target.averageUtilization ?? 0, requests);
}

function usedBy(usage: PodUsage | undefined, { resource, container }: Wanted): number {
  const containers = (usage?.containers ?? []).filter(({ name }) => container === undefined || name === container);
  return containers.reduce((sum, { cpu, memory }) => sum + (resource === 'cpu' ? cpu : memory), 0);
}

function nameOfMetric({ resource, container, target }: Wanted): string {
  const what = `${resource} ${container === undefined ? '' : 'container '}resource`;
  return target.averageValue === undefined ? `${what} utilization (percentage of request)` : what;
}

function statusOf({ resource, container }: Wanted, { utilization, average }: Calculated): V2MetricStatus {
  const current = {
    ...(utilization !== undefined && { averageUtilization: utilization }),
    averageValue: formatMilli(average),
  };
  if (container === undefined) return { type: 'Resource', resource: { name: resource, current } };
  return { type: 'ContainerResource', containerResource: { container, name: resource, current } };
}

const entryOf = (pod: Pod, usage: PodUsage | undefined): readonly (readonly [string, PodUsage])[] =>
  usage ? [[nameOf(pod), usage]] : [];
const nameOf = ({ metadata }: Pod): string => metadata?.name ?? '';
