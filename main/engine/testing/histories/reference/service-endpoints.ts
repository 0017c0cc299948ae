// The slices of every Service hold exactly the Pods that it selects, ready as they are.
import type { EndpointSlice, Pod, Service } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { isOver, isReady, isSelected } from '../pod-facts.ts';
import { type World, isGoing, nameOf } from '../world.ts';
import { HAND_WRITTEN } from './mirrors.ts';

const MANAGER = 'endpointslice.kubernetes.io/managed-by';
const SERVICE = 'kubernetes.io/service-name';

export function serviceEndpoints(world: World): readonly Fault[] {
  const services = world.all('services').filter(({ spec }) => spec?.selector && spec.type !== 'ExternalName');
  const slices = world
    .all('endpointslices')
    .filter((slice) => slice.metadata?.labels?.[MANAGER] === 'endpointslice-controller.k8s.io');
  const pods = world.all('pods');
  const names = new Set(world.all('services').map(nameOf));
  return [
    ...services.filter((service) => !isGoing(service)).flatMap((service) => judge(service, pods, slices)),
    ...services.filter((service) => !isGoing(service)).flatMap((service) => judgeOld(service, pods, world)),
    ...slices
      .filter((slice) => !isGoing(slice) && !isLeft(slice) && !names.has(serviceOf(slice)))
      .map((slice) => fault('slices', `${nameOf(slice)} is of no Service`)),
  ];
}

/** Whether the slice was left behind by somebody's wish when its Service went. */
const isLeft = ({ metadata }: EndpointSlice) => (metadata?.ownerReferences ?? []).length === 0;

const serviceOf = ({ metadata }: EndpointSlice) => `${metadata?.namespace ?? ''}/${metadata?.labels?.[SERVICE] ?? ''}`;

function judge(service: Service, pods: readonly Pod[], slices: readonly EndpointSlice[]): readonly Fault[] {
  const wanted = pods
    .filter((pod) => pod.metadata?.namespace === service.metadata?.namespace && isSelected(pod, service.spec?.selector))
    .filter((pod) => !isOver(pod) && (pod.status?.podIP ?? '') !== '')
    .map((pod) => lineOf(pod.status?.podIP, isServing(pod, service)));
  const found = slices
    .filter((slice) => serviceOf(slice) === nameOf(service))
    .flatMap(({ endpoints }) => endpoints ?? [])
    .map(({ addresses, conditions }) => lineOf(addresses[0], conditions?.ready ?? true));
  const [is, should] = [[...found].sort().join(), [...wanted].sort().join()];
  return is === should ? [] : [fault('slices', `${nameOf(service)} has [${is}], it should have [${should}]`)];
}

/** The same of the older Endpoints, where only those that serve count. */
function judgeOld(service: Service, pods: readonly Pod[], world: World): readonly Fault[] {
  const endpoints = world.all('endpoints').find((one) => nameOf(one) === nameOf(service));
  const found = (endpoints?.subsets ?? []).flatMap(({ addresses }) => addresses ?? []).map(({ ip }) => ip);
  const wanted = pods
    .filter((pod) => pod.metadata?.namespace === service.metadata?.namespace && isSelected(pod, service.spec?.selector))
    .filter((pod) => !isOver(pod) && (pod.status?.podIP ?? '') !== '' && isServing(pod, service))
    .map((pod) => pod.status?.podIP);
  const [is, should] = [[...found].sort().join(), [...wanted].sort().join()];
  // What people write into Endpoints stays until something changes that concerns the Service.
  if (found.some((ip) => ip.startsWith(HAND_WRITTEN))) return [];
  return is === should ? [] : [fault('endpoints', `${nameOf(service)} has [${is}], it should have [${should}]`)];
}

const lineOf = (ip: string | undefined, ready: boolean) => `${ip ?? ''}${ready ? ' ready' : ''}`;

function isServing(pod: Pod, { spec }: Service): boolean {
  return spec?.publishNotReadyAddresses === true || (isReady(pod) && !isGoing(pod));
}
