// Models pkg/controller/endpointslice/endpointslice_controller.go and staging/src/k8s.io/endpointslice/reconciler.go
// (v1.35): for each Service with a selector EndpointSlices of at most 100 endpoints that say which of its Pods are
// ready, serving and terminating.
import { eventTarget } from '../../api/event-recorder.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { Json } from '../../kernel/json.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
} from '../controller.ts';
import { byKey } from '../order.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { hasManagedEndpoints, servicesConcerned } from '../service-pods.ts';
import { type SavedTriggerTimes, TriggerTimes } from '../trigger-times.ts';
import { type SavedUnseenWrites, UnseenWrites } from '../unseen-writes.ts';
import { type SlicePlan, planSlices } from './plan-slices.ts';
import { groupEndpoints } from './slice-endpoints.ts';
import { isManagedSlice, serviceKeyOf } from './slice-metadata.ts';

type Service = KindMap['services'];
type EndpointSlice = KindMap['endpointslices'];
type Saved = { readonly triggers: SavedTriggerTimes; readonly unseen: SavedUnseenWrites };

const name = 'endpointslice-controller';

export const endpointSliceController: ControllerDefinition = {
  name,
  component: 'endpoint-slice-controller',
  watches: ['services', 'pods', 'nodes', 'endpointslices'],
  create: (context, saved) => new EndpointSliceController(context, saved as Saved | undefined),
};

class EndpointSliceController implements Controller {
  readonly #context: ControllerContext;
  readonly #triggers: TriggerTimes;
  readonly #unseen: UnseenWrites;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext, saved: Saved | undefined) {
    this.#context = context;
    this.#triggers = new TriggerTimes(saved?.triggers);
    this.#unseen = new UnseenWrites(saved?.unseen);
    this.watches = {
      services: ({ object }) => [keyOf(object)],
      pods: (change) => servicesConcerned(context.caches, change),
      endpointslices: (change) => this.#sliceChanged(change),
    };
  }

  reconcile(key: string): Outcome {
    const service = this.#context.caches.of('services').byKey(key);
    if (!service) {
      // The slices go with their owner: that is the garbage collector's work.
      this.#triggers.forget(key);
      this.#unseen.forget(key);
      return done;
    }
    if (!hasManagedEndpoints(service)) return done;
    if (this.#unseen.has(key)) return { type: 'failed', why: 'the cache is behind' };
    const { caches } = this.#context;
    const pods = caches.selectedPods(service.metadata?.namespace ?? '', service.spec?.selector ?? {});
    const slices = [...caches.slicesByService.of(key)].filter(isManagedSlice).sort(byKey);
    const groups = groupEndpoints(service, pods, (node) => caches.of('nodes').byKey(node));
    const plan = planSlices(service, slices, groups, this.#triggers.next(service, pods));
    return this.#carryOut(key, service, plan, pods.length);
  }

  save(): Json {
    const saved: Saved = { triggers: this.#triggers.save(), unseen: this.#unseen.save() };
    return saved;
  }

  #sliceChanged(change: Parameters<NonNullable<Controller['watches']['endpointslices']>>[0]): readonly string[] {
    if (!isManagedSlice(change.object)) return [];
    const key = serviceKeyOf(change.object);
    const ours = this.#unseen.has(key);
    this.#unseen.seen(key, change);
    // What somebody else has done to a slice is put right.
    return ours ? [] : [key];
  }

  #carryOut(key: string, service: Service, plan: SlicePlan, tookUs: number): Outcome {
    const { server, caches } = this.#context;
    const cached = caches.of('endpointslices');
    const failures: string[] = [];
    const note = (verb: string, result: ReturnType<typeof server.create<'endpointslices'>>) => {
      if (result.ok) this.#unseen.add(key, result.object, cached.byKey(keyOf(result.object)));
      else if (!isNamespaceEnding(result.status))
        failures.push(`failed to ${verb} EndpointSlice for Service ${key}: ${result.status.message}`);
    };
    if (service.metadata?.deletionTimestamp === undefined) {
      for (const slice of plan.create) note('create', server.create('endpointslices', slice, { actor: name }));
    }
    for (const slice of plan.update) note('update', server.update('endpointslices', slice, { actor: name }));
    for (const slice of plan.delete) note('delete', this.#delete(slice));
    if (failures.length === 0) return { type: 'done', tookUs };
    const why = failures.join(', ');
    this.#context.events.send(
      eventTarget(service),
      'Warning',
      'FailedToUpdateEndpointSlices',
      `Error updating Endpoint Slices for Service ${key}: ${why}`,
    );
    return { type: 'failed', why, tookUs };
  }

  #delete({ metadata }: EndpointSlice) {
    const { namespace = '', name: own = '', uid } = metadata ?? {};
    return this.#context.server.delete('endpointslices', namespace, own, { actor: name, uid });
  }
}
