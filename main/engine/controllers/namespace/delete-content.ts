// Models deleteAllContent in pkg/controller/namespace/deletion/namespaced_resources_deleter.go (v1.35): Pods first, and
// everything else only when they are gone.
import { type AnyKind, type KindMap, type ResourceName, apiVersionOf } from '../../api/resources.ts';
import { SECOND, type Micros } from '../../kernel/time.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import type { ControllerContext } from '../controller.ts';
import type { Remains } from './namespace-conditions.ts';

/** What finalizers are given to finish, in seconds. */
const FINALIZER_ESTIMATE = 15;

interface Draft {
  readonly faults: string[];
  readonly resources: Map<string, number>;
  readonly finalizers: Map<string, number>;
  estimateSeconds: number;
}

export interface ContentReport extends Remains {
  /** How long what remains will take; 0 when nothing remains or something went wrong. */
  readonly estimateSeconds: number;
}

/** Deletes what is in a namespace whose own deletion was asked for at `deletedAt`. */
export function deleteContent(
  context: ControllerContext,
  actor: string,
  namespace: string,
  deletedAt: Micros,
): ContentReport {
  const draft: Draft = { faults: [], resources: new Map(), finalizers: new Map(), estimateSeconds: 0 };
  deleteAll(context, actor, 'pods', namespace, deletedAt, draft);
  if (draft.resources.size > 0) return { ...draft, resources: new Map(), finalizers: new Map() };
  for (const resource of namespacedResources(context)) deleteAll(context, actor, resource, namespace, deletedAt, draft);
  return draft;
}

function namespacedResources({ server }: ControllerContext): ResourceName[] {
  const kinds = server.servedKinds().filter(({ namespaced, resource }) => namespaced && resource !== 'pods');
  return kinds.map((kind) => server.tableOf(kind));
}

function deleteAll(
  context: ControllerContext,
  actor: string,
  resource: ResourceName,
  namespace: string,
  deletedAt: Micros,
  draft: Draft,
): void {
  const { server } = context;
  const estimate = resource === 'pods' ? graceLeft(context, namespace, deletedAt) : 0;
  const before = server.list(resource, namespace);
  for (const { metadata } of before.ok ? before.items : [])
    server.delete(resource, namespace, metadata?.name ?? '', { actor });
  const left = server.list(resource, namespace);
  if (!left.ok) draft.faults.push(left.status.message);
  const kind = server.kindOf(resource);
  if (kind && left.ok && left.items.length > 0) noteRemains(draft, kind, namespace, left.items, estimate);
}

function noteRemains(
  draft: Draft,
  kind: AnyKind,
  namespace: string,
  items: readonly KindMap[ResourceName][],
  estimate: number,
): void {
  draft.resources.set(`${kind.resource}.${kind.group}`, items.length);
  const finalizers = items.flatMap(({ metadata }) => metadata?.finalizers ?? []);
  for (const finalizer of finalizers) draft.finalizers.set(finalizer, (draft.finalizers.get(finalizer) ?? 0) + 1);
  const expected = estimate > 0 ? estimate : finalizers.length > 0 ? FINALIZER_ESTIMATE : 0;
  draft.estimateSeconds = Math.max(draft.estimateSeconds, expected);
  if (expected > 0) return;
  const gvr = `${kind.group === '' ? '/' : ''}${apiVersionOf(kind)}, Resource=${kind.resource}`;
  draft.faults.push(`unexpected items still remain in namespace: ${namespace} for gvr: ${gvr}`);
}

/** The longest grace of the Pods in seconds; 0 once it has passed since the deletion of the namespace. */
function graceLeft({ server, kernel }: ControllerContext, namespace: string, deletedAt: Micros): number {
  const pods = server.list('pods', namespace);
  const graces = (pods.ok ? pods.items : [])
    .filter((pod) => !isPodFinished(pod))
    .map(({ spec }) => spec?.terminationGracePeriodSeconds ?? 0);
  const longest = Math.max(0, ...graces);
  return kernel.now - deletedAt >= longest * SECOND ? 0 : longest;
}
