// Models pkg/controller/resourcequota/resource_quota_controller.go and resource_quota_monitor.go (v1.35): counts what the
// objects of a namespace take, since admission only ever adds to it.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { type KindMap, type ResourceName, keyOf } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { MINUTE } from '../../kernel/time.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
  unlessGone,
} from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { possessions } from '../possessions.ts';
import { quotaStatus } from './quota-status.ts';

type ResourceQuota = KindMap['resourcequotas'];

const name = 'resourcequota-controller';
/** Queues all quotas; no object is called so. */
const RESYNC = 'resync pass';
const RESYNC_PERIOD_US = 5 * MINUTE;

export const resourceQuotaController: ControllerDefinition = {
  name,
  component: name,
  watches: possessions,
  create: (context) => new ResourceQuotaController(context),
};

class ResourceQuotaController implements Controller {
  readonly #context: ControllerContext;
  readonly periodic = [{ key: RESYNC, everyUs: RESYNC_PERIOD_US }];
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext) {
    this.#context = context;
    const watch = (resource: ResourceName) => (change: Change<KubeObject>) => this.#changed(resource, change);
    this.watches = {
      ...Object.fromEntries(possessions.map((resource) => [resource, watch(resource)])),
      resourcequotas: (change) => [...quotaChanged(change), ...this.#changed('resourcequotas', change)],
    };
  }

  readonly watchesCustom = (resource: ResourceName, change: Change<KubeObject>) => this.#changed(resource, change);

  reconcile(key: string): Outcome {
    if (key === RESYNC) return this.#queueAll();
    const quota = this.#context.caches.of('resourcequotas').byKey(key);
    return quota ? this.#count(quota) : done;
  }

  save(): undefined {
    return undefined;
  }

  #count(quota: ResourceQuota): Outcome {
    const { server } = this.#context;
    const status = quotaStatus(server, quota);
    if (jsonEqual(status, quota.status)) return done;
    const updated = server.update('resourcequotas', { ...quota, status }, { actor: name, subresource: 'status' });
    return unlessGone(updated);
  }

  #queueAll(): Outcome {
    for (const quota of [...this.#context.caches.of('resourcequotas').all()].sort(byKey)) {
      this.#context.requeue(keyOf(quota), 0);
    }
    return done;
  }

  /** The quotas of the namespace in which something has become free. */
  #changed(resource: ResourceName, change: Change<KubeObject>): readonly string[] {
    if (!mayFree(resource, change)) return [];
    const { namespace } = change.object.metadata ?? {};
    const quotas = [...this.#context.caches.of('resourcequotas').all()];
    return quotas
      .filter(({ metadata }) => metadata?.namespace === namespace)
      .map(keyOf)
      .sort();
  }
}

function quotaChanged({ type, object, previous }: Change<ResourceQuota>): readonly string[] {
  if (type === 'deleted' || (previous && jsonEqual(object.spec, previous.spec))) return [];
  return [keyOf(object)];
}

/** Whether a change may free what a quota counts; what is taken is charged when it is asked for. */
function mayFree(resource: ResourceName, { type, object, previous }: Change<KubeObject>): boolean {
  if (type === 'deleted') return true;
  if (type === 'added' || !previous) return false;
  if (resource === 'pods') return isPodFinished(object) !== isPodFinished(previous);
  if (resource !== 'services' && resource !== 'persistentvolumeclaims') return false;
  return !jsonEqual(specOf(object), specOf(previous));
}

const specOf = (object: KubeObject & { readonly spec?: unknown }): unknown => object.spec;
