// Models pkg/controller/endpoint/endpoints_controller.go (v1.35): for each Service with a selector an Endpoints object
// of the same name that lists the addresses of its Pods.
import { eventTarget } from '../../api/event-recorder.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { ApiResult } from '../../api/server.ts';
import { type ControllerDefinition, type Outcome, type Watches, done, failedBy, unlessGone } from '../controller.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { type SavedServiceEndpoints, ServiceEndpoints } from '../service-endpoints.ts';
import { desiredEndpoints, isUpToDate } from './desired-endpoints.ts';

type Endpoints = KindMap['endpoints'];
type Pod = KindMap['pods'];
type Service = KindMap['services'];

const name = 'endpoints-controller';

export const endpointsController: ControllerDefinition = {
  name,
  component: 'endpoint-controller',
  watches: ['services', 'pods', 'endpoints'],
  create: (context, saved) => new EndpointsController(context, saved as SavedServiceEndpoints | undefined),
};

class EndpointsController extends ServiceEndpoints {
  protected ownWatches(): Watches {
    return {
      endpoints: ({ type, object }) => (type === 'deleted' ? [keyOf(object)] : []),
    };
  }

  protected sync(key: string, service: Service, pods: readonly Pod[], trigger: string | undefined): Outcome {
    const current = this.context.caches.of('endpoints').byKey(key);
    const desired = desiredEndpoints(service, pods, current, trigger);
    if (current && isUpToDate(current, desired)) return { type: 'done', tookUs: pods.length };
    return this.#write(key, current, desired, pods.length);
  }

  protected cleanUp(key: string): Outcome {
    const endpoints = this.context.caches.of('endpoints').byKey(key);
    if (!endpoints) return done;
    const { namespace = '', name: own = '', uid } = endpoints.metadata ?? {};
    const deleted = this.context.server.delete('endpoints', namespace, own, { actor: name, uid });
    return unlessGone(deleted);
  }

  #write(key: string, current: Endpoints | undefined, desired: Endpoints, tookUs: number): Outcome {
    const { server, events } = this.context;
    const written: ApiResult<Endpoints> = current
      ? server.update('endpoints', desired, { actor: name })
      : server.create('endpoints', desired, { actor: name });
    if (written.ok) {
      this.unseen.add(key, 'endpoints', written.object);
      return { type: 'done', tookUs };
    }
    if (isNamespaceEnding(written.status)) return done;
    const [reason, verb] = current ? ['FailedToUpdateEndpoint', 'update'] : ['FailedToCreateEndpoint', 'create'];
    const text = `Failed to ${verb} endpoint ${current ? '' : 'for service '}${key}: ${written.status.message}`;
    events.send(eventTarget({ ...desired, apiVersion: 'v1', kind: 'Endpoints' }), 'Warning', reason, text);
    return failedBy(written.status);
  }
}
