// Models pkg/controller/serviceaccount/serviceaccounts_controller.go (v1.35): every namespace has the account `default`,
// for which its Pods act that name none.
import { keyOf } from '../../api/resources.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, failedBy } from '../controller.ts';
import { isNamespaceEnding } from '../pod-control.ts';

const name = 'serviceaccount-controller';
const ACCOUNT = 'default';

export const serviceAccountController: ControllerDefinition = {
  name,
  component: name,
  watches: ['namespaces', 'serviceaccounts'],
  create: (context) => ({
    watches: {
      namespaces: ({ type, object }) => (type === 'deleted' ? [] : [keyOf(object)]),
      serviceaccounts: ({ type, object: { metadata } }) =>
        type === 'deleted' && metadata?.name === ACCOUNT ? [metadata.namespace ?? ''] : [],
    },
    reconcile: (key) => ensureAccount(context, key),
    save: () => undefined,
  }),
};

function ensureAccount({ caches, server }: ControllerContext, namespace: string): Outcome {
  if (caches.of('namespaces').byKey(namespace)?.status?.phase !== 'Active') return done;
  if (caches.of('serviceaccounts').get(namespace, ACCOUNT)) return done;
  const created = server.create('serviceaccounts', { metadata: { name: ACCOUNT, namespace } }, { actor: name });
  if (created.ok || created.status.code === 409 || isNamespaceEnding(created.status)) return done;
  return failedBy(created.status);
}
