// Models plugin/pkg/admission/priority/admission.go (v1.35): the class of a Pod becomes a number, and one class at most
// is that of Pods without any.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { PodSpec, PriorityClass } from '../../api/generated/types.ts';
import { systemPriorityClasses } from '../priority-class/system-classes.ts';
import type { Unfinished } from '../written.ts';
import type { AdmissionPlugin } from './plugin.ts';
import {
  type AdmissionRequest,
  type AdmissionServices,
  draftOf,
  forbid,
  forbidUnnamed,
  previousOf,
} from './request.ts';

const PREEMPT = 'PreemptLowerPriority';

export const priorityPlugin: AdmissionPlugin = {
  name: 'Priority',
  mutate: (request, services) => {
    const spec = podSpecOf(request);
    if (!spec) return undefined;
    if (request.operation === 'create') return givePriority(request, spec, services);
    keepPriority(spec, previousOf(request, 'pods')?.spec);
    return undefined;
  },
  validate: refuseSecondDefault,
};

function podSpecOf(request: AdmissionRequest): Unfinished<PodSpec> | undefined {
  const pod = draftOf(request, 'pods');
  return pod && (pod.spec ??= {});
}

function givePriority(
  request: AdmissionRequest,
  spec: Unfinished<PodSpec>,
  services: AdmissionServices,
): ApiStatus | undefined {
  const wanted = spec.priorityClassName ?? '';
  const found = wanted === '' ? defaultClass(services) : classNamed(wanted, services);
  if (wanted !== '' && !found) return forbidUnnamed(request, `no PriorityClass with name ${wanted} was found`);
  if (found && wanted === '') spec.priorityClassName = found.metadata?.name;
  const priority = found?.value ?? 0;
  const policy = found?.preemptionPolicy ?? PREEMPT;
  if (spec.priority !== undefined && spec.priority !== priority) {
    const given = `the integer value of priority (${spec.priority})`;
    return forbidUnnamed(request, mustNotBeGiven(given, `${priority} from the given PriorityClass name`));
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    const given = `the string value of PreemptionPolicy (${spec.preemptionPolicy})`;
    return forbidUnnamed(request, mustNotBeGiven(given, `${policy} from the given PriorityClass name`));
  }
  spec.priority = priority;
  spec.preemptionPolicy = policy;
  return undefined;
}

const mustNotBeGiven = (given: string, computed: string): string =>
  `${given} must not be provided in pod spec; priority admission controller computed ${computed}`;

/** An update that leaves them out means those that are there. */
function keepPriority(spec: Unfinished<PodSpec>, old: PodSpec | undefined): void {
  spec.priority ??= old?.priority;
  spec.preemptionPolicy ??= old?.preemptionPolicy;
}

function classNamed(name: string, services: AdmissionServices): PriorityClass | undefined {
  return (
    services.get('priorityclasses', '', name) ?? systemPriorityClasses.find(({ metadata }) => metadata?.name === name)
  );
}

/** The class of Pods that name none; of several, which only a race could make, the one with the least value. */
function defaultClass(services: AdmissionServices): PriorityClass | undefined {
  let found: PriorityClass | undefined;
  for (const candidate of services.all('priorityclasses')) {
    if (candidate.globalDefault && (!found || (candidate.value ?? 0) < (found.value ?? 0))) found = candidate;
  }
  return found;
}

function refuseSecondDefault(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined {
  const priorityClass = draftOf(request, 'priorityclasses');
  if (!priorityClass?.globalDefault) return undefined;
  const name = defaultClass(services)?.metadata?.name;
  if (name === undefined || name === priorityClass.metadata?.name) return undefined;
  return forbid(request, `PriorityClass ${name} is already marked as default. Only one default can exist`);
}
