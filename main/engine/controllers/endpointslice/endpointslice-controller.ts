// Models pkg/controller/endpointslice/endpointslice_controller.go and staging/src/k8s.io/endpointslice/reconciler.go
// (v1.35): for each Service with a selector EndpointSlices of at most 100 endpoints that say which of its Pods are
// ready, serving and terminating.
import { eventTarget } from '../../api/event-recorder.ts';
import type { KindMap } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { SECOND } from '../../kernel/time.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import { type ControllerDefinition, type Outcome, type Watches, done } from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { type SavedServiceEndpoints, ServiceEndpoints } from '../service-endpoints.ts';
import { type SlicePlan, planSlices } from './plan-slices.ts';
import { groupEndpoints } from '../slice-endpoints.ts';
import { isManagedSlice, serviceKeyOf } from '../slice-metadata.ts';

type Service = KindMap['services'];
type EndpointSlice = KindMap['endpointslices'];
type Pod = KindMap['pods'];

const name = 'endpointslice-controller';

export const endpointSliceController: ControllerDefinition = {
  name,
  component: 'endpoint-slice-controller',
  watches: ['services', 'pods', 'nodes', 'endpointslices'],
  backOff: { firstUs: SECOND },
  create: (context, saved) => new EndpointSliceController(context, saved as SavedServiceEndpoints | undefined),
};

class EndpointSliceController extends ServiceEndpoints {
  protected ownWatches(): Watches {
    return { endpointslices: (change) => this.#sliceChanged(change) };
  }

  protected sync(key: string, service: Service, pods: readonly Pod[], trigger: string | undefined): Outcome {
    const { caches } = this.context;
    const slices = [...caches.slicesByService.of(key)].filter(isManagedSlice).sort(byKey);
    const groups = groupEndpoints(service, pods, (node) => caches.of('nodes').byKey(node));
    const outcome = this.#carryOut(key, service, planSlices(service, slices, groups, trigger), pods.length);
    // The node may come back, which nobody would tell of.
    const lost = service.spec?.publishNotReadyAddresses ? undefined : pods.find((pod) => this.#isNodeGone(pod));
    if (outcome.type === 'failed' || !lost) return outcome;
    return { type: 'failed', why: `node ${lost.spec?.nodeName ?? ''} not found`, tookUs: pods.length };
  }

  #isNodeGone({ spec, status }: Pod): boolean {
    const isListed = (status?.podIP ?? '') !== '' && !isPodFinished({ status });
    return isListed && spec?.nodeName !== undefined && !this.context.caches.of('nodes').byKey(spec.nodeName);
  }

  /** The slices go with their owner: that is the garbage collector's work. */
  protected cleanUp(): Outcome {
    return done;
  }

  #sliceChanged(change: Change<EndpointSlice>): readonly string[] {
    if (!isManagedSlice(change.object)) return [];
    const key = serviceKeyOf(change.object);
    // What somebody else has done to a slice is put right.
    return this.unseen.covers(key, 'endpointslices', change) ? [] : [key];
  }

  #carryOut(key: string, service: Service, plan: SlicePlan, tookUs: number): Outcome {
    const { server } = this.context;
    const failures: string[] = [];
    const note = (verb: string, result: ReturnType<typeof server.create<'endpointslices'>>) => {
      if (result.ok) this.unseen.add(key, 'endpointslices', result.object);
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
    this.context.events.send(
      eventTarget(service),
      'Warning',
      'FailedToUpdateEndpointSlices',
      `Error updating Endpoint Slices for Service ${key}: ${why}`,
    );
    return { type: 'failed', why, tookUs };
  }

  #delete({ metadata }: EndpointSlice) {
    const { namespace = '', name: own = '', uid } = metadata ?? {};
    return this.context.server.delete('endpointslices', namespace, own, { actor: name, uid });
  }
}
