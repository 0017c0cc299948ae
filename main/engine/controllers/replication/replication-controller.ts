// Models pkg/controller/replication/replication_controller.go (v1.35): ReplicationControllers as owners of replicas.
import type { Json } from '../../kernel/json.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { labelTest } from '../../api/selectors.ts';
import type { ControllerContext, ControllerDefinition } from '../controller.ts';
import type { SavedExpectations } from '../expectations.ts';
import { type ReplicaOwner, Replicas } from '../replicas.ts';
import { replicaStatus } from '../replica-status.ts';

type ReplicationController = KindMap['replicationcontrollers'];

export const replicationController: ControllerDefinition = {
  name: 'replication-controller',
  component: 'replication-controller',
  watches: ['replicationcontrollers', 'pods'],
  create(context: ControllerContext, saved: Json) {
    const { caches, kernel, server } = context;
    const owners = caches.of('replicationcontrollers');
    const replicas = new Replicas(
      context,
      {
        actor: this.name,
        kind: 'ReplicationController',
        owner: (key) => asOwner(owners.byKey(key)),
        ownersIn: (namespace) =>
          [...owners.all()]
            .filter(({ metadata }) => metadata?.namespace === namespace)
            .flatMap((rc) => asOwner(rc) ?? []),
        writeStatus: ({ object }, findings) => {
          const rc = owners.byKey(keyOf(object));
          const status = rc && replicaStatus(rc, findings, kernel.now);
          if (!status) return undefined;
          const updated = server.update(
            'replicationcontrollers',
            { ...rc, status },
            { actor: this.name, subresource: 'status' },
          );
          return updated.ok ? undefined : updated.status;
        },
      },
      saved as SavedExpectations | undefined,
    );
    return {
      watches: {
        replicationcontrollers: (change) => replicas.ownerChanged(change),
        pods: (change) => replicas.podChanged(change),
      },
      reconcile: (key) => replicas.reconcile(key),
      save: () => replicas.save(),
    };
  },
};

function asOwner(rc: ReplicationController | undefined): ReplicaOwner | undefined {
  if (!rc?.spec) return undefined;
  const { replicas = 1, minReadySeconds = 0, template = {}, selector } = rc.spec;
  return { object: rc, replicas, minReadySeconds, template, selects: labelTest(selector) };
}
