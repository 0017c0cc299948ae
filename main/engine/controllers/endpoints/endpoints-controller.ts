// Models pkg/controller/endpoint/endpoints_controller.go (v1.35): for each Service with a selector an Endpoints object
// of the same name that lists the addresses of its Pods.
import { eventTarget } from '../../api/event-recorder.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { ApiResult } from '../../api/server.ts';
import type { Json } from '../../kernel/json.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
  failedBy,
} from '../controller.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { hasManagedEndpoints, servicesConcerned } from '../service-pods.ts';
import { type SavedTriggerTimes, TriggerTimes } from '../trigger-times.ts';
import { type SavedUnseenWrites, UnseenWrites } from '../unseen-writes.ts';
import { desiredEndpoints, isUpToDate } from './desired-endpoints.ts';

type Endpoints = KindMap['endpoints'];
type Saved = { readonly triggers: SavedTriggerTimes; readonly unseen: SavedUnseenWrites };

const name = 'endpoints-controller';

export const endpointsController: ControllerDefinition = {
  name,
  component: 'endpoint-controller',
  watches: ['services', 'pods', 'endpoints'],
  create: (context, saved) => new EndpointsController(context, saved as Saved | undefined),
};

class EndpointsController implements Controller {
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
      endpoints: (change) => {
        this.#unseen.seen(keyOf(change.object), change);
        return change.type === 'deleted' ? [keyOf(change.object)] : [];
      },
    };
  }

  reconcile(key: string): Outcome {
    const service = this.#context.caches.of('services').byKey(key);
    if (!service) return this.#remove(key);
    if (!hasManagedEndpoints(service)) return done;
    if (this.#unseen.has(key)) return { type: 'failed', why: 'the cache is behind' };
    const current = this.#context.caches.of('endpoints').byKey(key);
    const pods = this.#context.caches.selectedPods(service.metadata?.namespace ?? '', service.spec?.selector ?? {});
    const trigger = this.#triggers.next(service, pods);
    const desired = desiredEndpoints(service, pods, current, trigger);
    if (current && isUpToDate(current, desired)) return { type: 'done', tookUs: pods.length };
    return this.#write(key, current, desired, pods.length);
  }

  save(): Json {
    const saved: Saved = { triggers: this.#triggers.save(), unseen: this.#unseen.save() };
    return saved;
  }

  #remove(key: string): Outcome {
    this.#triggers.forget(key);
    this.#unseen.forget(key);
    const endpoints = this.#context.caches.of('endpoints').byKey(key);
    if (!endpoints) return done;
    const { namespace = '', name: own = '', uid } = endpoints.metadata ?? {};
    const deleted = this.#context.server.delete('endpoints', namespace, own, { actor: name, uid });
    return deleted.ok || deleted.status.code === 404 ? done : failedBy(deleted.status);
  }

  #write(key: string, current: Endpoints | undefined, desired: Endpoints, tookUs: number): Outcome {
    const { server, events } = this.#context;
    const written: ApiResult<Endpoints> = current
      ? server.update('endpoints', desired, { actor: name })
      : server.create('endpoints', desired, { actor: name });
    if (written.ok) {
      this.#unseen.add(key, written.object, current);
      return { type: 'done', tookUs };
    }
    if (isNamespaceEnding(written.status)) return done;
    const [reason, verb] = current ? ['FailedToUpdateEndpoint', 'update'] : ['FailedToCreateEndpoint', 'create'];
    const text = `Failed to ${verb} endpoint ${current ? '' : 'for service '}${key}: ${written.status.message}`;
    events.send(eventTarget({ ...desired, apiVersion: 'v1', kind: 'Endpoints' }), 'Warning', reason, text);
    return failedBy(written.status);
  }
}
