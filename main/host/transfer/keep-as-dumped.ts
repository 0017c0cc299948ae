// Objects as they were dumped, statuses and all, at one instant: nobody in the cluster sees any of them before all are
// there. From the next instant on kubelets and controllers take them over.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { WriteRequest } from '../../../preload/contract/inputs.ts';
import { type Outcome, succeed } from '../../../preload/contract/problems.ts';
import { isJsonObject } from '../../engine/kernel/json.ts';
import { refusal } from '../refusals.ts';
import type { LiveCluster } from '../live-cluster.ts';
import { mapAt } from './json-draft.ts';
import { kindsFor } from './kind-at-hand.ts';
import type { SourcedObject } from './read-dump.ts';
import { PERSON, refusedObject } from './refused-object.ts';
import { timeShift } from './time-shift.ts';

/** The manager of all controllers, which learns of some objects before it learns of what they own. */
const MANAGER = 'kube-controller-manager';

/** Makes `objects`, each after those that own it; the controllers then start anew, knowing all of them at once. */
export function keepAsDumped(live: LiveCluster, objects: readonly SourcedObject[]): Outcome<void> {
  const kindOf = kindsFor([...live.cluster.server.store.all('customresourcedefinitions')]);
  const stopped = stopControllers(live);
  if (!stopped.ok) return stopped;
  const shift = timeShift(
    objects.map(({ object }) => object),
    live.now,
  );
  /** The UIDs that objects have now, by those they had. */
  const uids = new Map<string, string>();
  for (const { object, where } of ownersFirst(objects)) {
    const kind = kindOf(object)?.kind;
    if (!kind) continue;
    const { status, ...rest } = isJsonObject(object) ? object : { status: undefined };
    const { namespace, name = '' } = object.metadata ?? {};
    const at = {
      resource: kind.resource,
      apiVersion: object.apiVersion,
      namespace: kind.namespaced ? (namespace ?? 'default') : '',
    };
    const created = submit(live, { ...at, verb: 'create', object: owned(rest, uids) }, where);
    if (!created.ok) return created;
    uids.set(object.metadata?.uid ?? '', created.value?.metadata?.uid ?? '');
    if (!isJsonObject(status) || !kind.statusSubresource) continue;
    // Some of a status is said once and for all when an object is made.
    const first = mapAt({ ...created.value }, 'status');
    const told = { ...created.value, ...{ status: { ...first, ...shift(status) } } };
    const written = submit(live, { ...at, verb: 'update', name, subresource: 'status', object: told }, where);
    if (!written.ok) return written;
  }
  return succeed(undefined);
}

/** Else the first of them to hear of an owner alone would make once more what it owns. */
function stopControllers(live: LiveCluster): Outcome<void> {
  const manager = [...live.cluster.server.store.all('pods')].find(
    ({ metadata }) => metadata?.namespace === 'kube-system' && metadata.labels?.['component'] === MANAGER,
  );
  const pod = manager?.metadata?.name;
  if (pod === undefined) return succeed(undefined);
  const killed = live.submit({ type: 'kill-container', namespace: 'kube-system', pod, container: MANAGER }, PERSON);
  return killed.ok ? succeed(undefined) : refusal(killed.status);
}

function submit(live: LiveCluster, request: WriteRequest, where: string): Outcome<KubeObject | undefined> {
  const result = live.submit({ type: 'request', request: { ...request, ...IGNORING } }, PERSON);
  if (!result.ok) return refusedObject(result.status, where);
  return succeed('object' in result ? result.object : undefined);
}

/** Fields that this version does not know any more are not worth a refusal. */
const IGNORING = { fieldValidation: 'Ignore' } as const;

/** The object with its owners as they are now; those that did not come along are not named any more. */
function owned(object: KubeObject, uids: ReadonlyMap<string, string>): KubeObject {
  const { uid: _, ownerReferences = [], ...metadata } = object.metadata ?? {};
  const owners = ownerReferences.flatMap((owner) => {
    const now = uids.get(owner.uid);
    return now === undefined ? [] : [{ ...owner, uid: now }];
  });
  return { ...object, metadata: { ...metadata, ...(owners.length > 0 && { ownerReferences: owners }) } };
}

/** In their order, but none before its owners. */
function ownersFirst(objects: readonly SourcedObject[]): readonly SourcedObject[] {
  const byUid = new Map(objects.map((one) => [one.object.metadata?.uid, one]));
  const inOrder = new Set<SourcedObject>();
  const visiting = new Set<SourcedObject>();
  const visit = (one: SourcedObject) => {
    if (visiting.has(one)) return;
    visiting.add(one);
    for (const { uid } of one.object.metadata?.ownerReferences ?? []) {
      const owner = byUid.get(uid);
      if (owner) visit(owner);
    }
    inOrder.add(one);
  };
  for (const one of objects) visit(one);
  return [...inOrder];
}
