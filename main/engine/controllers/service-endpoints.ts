// Models what pkg/controller/endpoint and pkg/controller/endpointslice (v1.35) have in common: for each Service with a
// selector something is written that lists its Pods, as soon as one of them changes.
import { type KindMap, keyOf } from '../api/resources.ts';
import type { Json } from '../kernel/json.ts';
import { type Controller, type ControllerContext, type Outcome, type Watches, done } from './controller.ts';
import { hasManagedEndpoints, servicesConcerned } from './service-pods.ts';
import { type SavedTriggerTimes, TriggerTimes } from './trigger-times.ts';
import { type SavedUnseenWrites, UnseenWrites } from './unseen-writes.ts';

type Pod = KindMap['pods'];
type Service = KindMap['services'];
export type SavedServiceEndpoints = { readonly triggers: SavedTriggerTimes; readonly unseen: SavedUnseenWrites };

export abstract class ServiceEndpoints implements Controller {
  protected readonly context: ControllerContext;
  /** Own writes that the cache does not show yet, by Service. */
  protected readonly unseen: UnseenWrites;
  readonly #triggers: TriggerTimes;
  readonly watches: Watches;

  constructor(context: ControllerContext, saved: SavedServiceEndpoints | undefined) {
    this.context = context;
    this.#triggers = new TriggerTimes(saved?.triggers);
    this.unseen = new UnseenWrites(context.caches, saved?.unseen);
    this.watches = {
      services: ({ object }) => [keyOf(object)],
      pods: (change) => servicesConcerned(context.caches, change),
      ...this.ownWatches(),
    };
  }

  reconcile(key: string): Outcome {
    const { caches } = this.context;
    const service = caches.of('services').byKey(key);
    if (!service) {
      this.#triggers.forget(key);
      this.unseen.forget(key);
      return this.cleanUp(key);
    }
    if (!hasManagedEndpoints(service)) return done;
    if (this.unseen.has(key)) return { type: 'failed', why: 'the cache is behind' };
    const pods = caches.selectedPods(service.metadata?.namespace ?? '', service.spec?.selector ?? {});
    return this.sync(key, service, pods, this.#triggers.next(service, pods));
  }

  save(): Json {
    const saved: SavedServiceEndpoints = { triggers: this.#triggers.save(), unseen: this.unseen.save() };
    return saved;
  }

  /** Watches on what the controller itself writes. */
  protected abstract ownWatches(): Watches;

  /** Writes what is to be said of a Service with these Pods; `trigger` is since when it should have been so. */
  protected abstract sync(key: string, service: Service, pods: readonly Pod[], trigger: string | undefined): Outcome;

  /** Takes away what stands for a Service that is gone. */
  protected abstract cleanUp(key: string): Outcome;
}
