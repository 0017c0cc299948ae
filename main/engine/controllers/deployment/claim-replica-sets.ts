// Models ReplicaSetControllerRefManager in pkg/controller/controller_ref_manager.go (v1.35): a Deployment adopts the
// ReplicaSets that its selector selects and nobody controls, and releases those that it no longer selects.
import type { KindMap } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { orphansOf } from '../caches.ts';
import type { ControllerContext } from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { controllerReference } from '../owners.ts';
import { written } from '../refusal.ts';
import { nonEmpty } from '../non-empty.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];

/** The ReplicaSets that belong to the Deployment after adoption and release; throws refusals. */
export function claimReplicaSets(
  { caches, server }: ControllerContext,
  actor: string,
  deployment: Deployment,
): readonly ReplicaSet[] {
  const { uid = '', namespace = '', deletionTimestamp } = deployment.metadata ?? {};
  const selects = ({ metadata }: ReplicaSet) => matchesLabelSelector(deployment.spec?.selector, metadata?.labels);
  const owned = [...caches.replicaSetsByController.of(uid)].sort(byKey);
  if (deletionTimestamp !== undefined) return owned.filter(selects);
  for (const set of owned.filter((item) => !selects(item))) {
    const kept = (set.metadata?.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
    const ownerReferences = nonEmpty(kept);
    written(
      server.update(
        'replicasets',
        { ...set, metadata: dropUndefined({ ...set.metadata, ownerReferences }) },
        { actor },
      ),
    );
  }
  const orphans = [...caches.replicaSetsByController.of(orphansOf(namespace))].sort(byKey);
  const suitable = orphans.filter((set) => set.metadata?.deletionTimestamp === undefined && selects(set));
  const adopted = suitable.map((set) => {
    const ownerReferences = [...(set.metadata?.ownerReferences ?? []), controllerReference(deployment)];
    return written(server.update('replicasets', { ...set, metadata: { ...set.metadata, ownerReferences } }, { actor }));
  });
  return [...owned.filter(selects), ...adopted];
}
