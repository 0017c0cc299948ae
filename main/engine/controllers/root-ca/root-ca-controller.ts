// Models pkg/controller/certificates/rootcacertpublisher/publisher.go (v1.35): every namespace has a ConfigMap with the
// certificate by which Pods recognise the API server.
import { type KindMap, keyOf } from '../../api/resources.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, failedBy } from '../controller.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { ROOT_CERTIFICATE } from '../root-certificate.ts';

const name = 'root-ca-cert-publisher';
const CONFIG_MAP = 'kube-root-ca.crt';
const DESCRIPTION = [
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the',
  'internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes',
  'clusters.',
].join(' ');

export const rootCaController: ControllerDefinition = {
  name,
  component: name,
  watches: ['namespaces', 'configmaps'],
  create: (context) => ({
    watches: {
      namespaces: ({ type, object }) => (type === 'deleted' ? [] : [keyOf(object)]),
      configmaps: ({ object: { metadata } }) => (metadata?.name === CONFIG_MAP ? [metadata.namespace ?? ''] : []),
    },
    reconcile: (key) => publish(context, key),
    save: () => undefined,
  }),
};

function publish({ caches, server }: ControllerContext, namespace: string): Outcome {
  const status = caches.of('namespaces').byKey(namespace)?.status;
  if (status?.phase !== 'Active') return done;
  const present = caches.of('configmaps').get(namespace, CONFIG_MAP);
  const wanted = withCertificate(present ?? { metadata: { name: CONFIG_MAP, namespace } });
  if (present && jsonEqual(present, wanted)) return done;
  const written = present
    ? server.update('configmaps', wanted, { actor: name })
    : server.create('configmaps', wanted, { actor: name });
  return written.ok || isNamespaceEnding(written.status) ? done : failedBy(written.status);
}

function withCertificate(map: KindMap['configmaps']): KindMap['configmaps'] {
  const annotations = { ...map.metadata?.annotations, 'kubernetes.io/description': DESCRIPTION };
  return { ...map, metadata: { ...map.metadata, annotations }, data: { 'ca.crt': ROOT_CERTIFICATE } };
}
