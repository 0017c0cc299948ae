// Models pkg/controller/replicaset/replica_set.go (v1.35): ReplicaSets as owners of replicas.
import type { Json } from '../../kernel/json.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import type { ControllerContext, ControllerDefinition } from '../controller.ts';
import type { SavedExpectations } from '../expectations.ts';
import { controllerOf } from '../owners.ts';
import { replicaSetStatus } from '../replica-status.ts';
import { type ReplicaOwner, Replicas } from '../replicas.ts';

type Pod = KindMap['pods'];
type ReplicaSet = KindMap['replicasets'];

export const replicaSetController: ControllerDefinition = {
  name: 'replicaset-controller',
  component: 'replicaset-controller',
  watches: ['replicasets', 'pods'],
  create(context: ControllerContext, saved: Json) {
    const { caches, kernel, server } = context;
    const owners = caches.of('replicasets');
    const replicas = new Replicas(
      context,
      {
        actor: this.name,
        kind: 'ReplicaSet',
        owner: (key) => asOwner(owners.byKey(key)),
        ownersIn: (namespace) =>
          [...owners.all()]
            .filter(({ metadata }) => metadata?.namespace === namespace)
            .flatMap((set) => asOwner(set) ?? []),
        related: ({ object }) => relatedPods(context, object),
        writeStatus: ({ object }, findings) => {
          const set = owners.byKey(keyOf(object));
          const status = set && replicaSetStatus(set, findings, kernel.now);
          if (!status) return undefined;
          const updated = server.update('replicasets', { ...set, status }, { actor: this.name, subresource: 'status' });
          return updated.ok ? undefined : updated.status;
        },
      },
      saved as SavedExpectations | undefined,
    );
    return {
      watches: {
        replicasets: (change) => replicas.ownerChanged(change),
        pods: (change) => replicas.podChanged(change),
      },
      reconcile: (key) => replicas.reconcile(key),
      save: () => replicas.save(),
    };
  },
};

function asOwner(set: ReplicaSet | undefined): ReplicaOwner | undefined {
  if (!set?.spec) return undefined;
  const { replicas = 1, minReadySeconds = 0, template = {}, selector } = set.spec;
  return {
    object: set,
    replicas,
    minReadySeconds,
    template,
    selects: (labels) => matchesLabelSelector(selector, labels),
  };
}

/** The Pods of all ReplicaSets of the same Deployment. */
function relatedPods({ caches }: ControllerContext, set: ReplicaSet): readonly Pod[] {
  const controller = controllerOf(set);
  if (!controller) return [];
  return [...caches.replicaSetsByController.of(controller.uid)].flatMap(({ metadata }) => [
    ...caches.podsByController.of(metadata?.uid ?? ''),
  ]);
}
