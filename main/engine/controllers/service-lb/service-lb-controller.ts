// Models staging/src/k8s.io/cloud-provider/controllers/service/controller.go (v1.35) with pools of addresses instead of
// a cloud: a Service of type LoadBalancer gets the first that is free, and gives it back.
import { eventTarget } from '../../api/event-recorder.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done } from '../controller.ts';
import { nonEmpty } from '../non-empty.ts';
import { byKey } from '../../api/order.ts';
import { untilRefused, written } from '../refusal.ts';
import { POOLS, type PooledAddress, pooledAddresses } from './address-pools.ts';

type Service = KindMap['services'];

const name = 'service-lb-controller';
const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';

export const serviceLbController: ControllerDefinition = {
  name,
  component: 'service-controller',
  watches: ['services'],
  create: (context) => ({
    watches: { services: (change) => servicesConcerned(context, change) },
    watchesCustom: (resource) => (resource === POOLS ? servicesWaiting(context) : []),
    reconcile: (key) => untilRefused(() => balance(context, key)),
    save: () => undefined,
  }),
};

/** An address that becomes free may be what others wait for. */
function servicesConcerned(context: ControllerContext, { type, object, previous }: Change<Service>): readonly string[] {
  const own = type === 'deleted' ? [] : [keyOf(object)];
  if (!previous || addressesOf(previous).length <= (type === 'deleted' ? 0 : addressesOf(object).length)) return own;
  return [...new Set([...own, ...servicesWaiting(context)])];
}

function servicesWaiting({ caches }: ControllerContext): readonly string[] {
  const waiting = [...caches.of('services').all()].filter(
    (service) => isWanted(service) && addressesOf(service).length === 0,
  );
  return waiting.sort(byKey).map(keyOf);
}

function balance(context: ControllerContext, key: string): Outcome {
  const { server } = context;
  const pool = pooledAddresses(server);
  const service = server.store.get('services', key);
  if (!service) return done;
  if (isWanted(service))
    return pool.length === 0 || addressesOf(service).length > 0 ? done : ensure(context, service, pool);
  if (hasFinalizer(service)) remove(context, service);
  return done;
}

const isWanted = ({ metadata, spec }: Service): boolean =>
  metadata?.deletionTimestamp === undefined && spec?.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;

const hasFinalizer = ({ metadata }: Service): boolean => (metadata?.finalizers ?? []).includes(FINALIZER);

const addressesOf = ({ status }: Service): string[] =>
  (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);

function ensure(context: ControllerContext, service: Service, pool: readonly PooledAddress[]): Outcome {
  const { server, events } = context;
  const target = eventTarget(service);
  events.send(target, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
  const ip = freeAddress(context, service, pool);
  if (ip === undefined) {
    const why = 'failed to ensure load balancer: no address is left';
    events.send(target, 'Warning', 'SyncLoadBalancerFailed', `Error syncing load balancer: ${why}`);
    return { type: 'failed', why };
  }
  const held = hasFinalizer(service)
    ? service
    : written(server.update('services', withFinalizers(service, [FINALIZER]), { actor: name }));
  writeIngress(context, held, [{ ip, ipMode: 'VIP' }]);
  events.send(target, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
  return done;
}

/** The address that the Service asks for, or else the first that no other has. */
function freeAddress(
  { server }: ControllerContext,
  { spec }: Service,
  pool: readonly PooledAddress[],
): string | undefined {
  const taken = new Set([...server.store.all('services')].flatMap(addressesOf));
  const wanted = spec?.loadBalancerIP;
  return pool.find(({ ip, isForAnybody }) => !taken.has(ip) && (wanted ? wanted === ip : isForAnybody))?.ip;
}

function remove(context: ControllerContext, service: Service): void {
  const { server, events } = context;
  const target = eventTarget(service);
  events.send(target, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer');
  const emptied = writeIngress(context, service, []);
  written(server.update('services', withFinalizers(emptied, []), { actor: name }));
  events.send(target, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer');
}

function withFinalizers(service: Service, own: readonly string[]): Service {
  const others = (service.metadata?.finalizers ?? []).filter((item) => item !== FINALIZER);
  return { ...service, metadata: { ...service.metadata, finalizers: nonEmpty([...others, ...own]) } };
}

type Ingress = NonNullable<NonNullable<NonNullable<Service['status']>['loadBalancer']>['ingress']>;

function writeIngress({ server }: ControllerContext, service: Service, ingress: Ingress): Service {
  const loadBalancer = ingress.length > 0 ? { ingress } : {};
  const next = { ...service, status: { ...service.status, loadBalancer } };
  return written(server.update('services', next, { actor: name, subresource: 'status' }));
}
