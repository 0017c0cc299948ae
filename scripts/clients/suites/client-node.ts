// What programs do with the official JavaScript client.
import type { KubeConfig } from '@kubernetes/client-node';
import { PassThrough } from 'node:stream';
import type { Library } from '../client-library.ts';

export interface Program {
  readonly name: string;
  /** Throws Error when something is not as it should be. */
  readonly run: (config: KubeConfig) => Promise<void>;
}

const namespace = 'default';
const labels = { app: 'program' };
const WATCH_MS = 20_000;

export const programsFor = ({
  AppsV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  Log,
  V1ConfigMap,
  V1Deployment,
  V1Pod,
  V1SelfSubjectAccessReview,
  VersionApi,
  Watch,
}: Library): readonly Program[] => [
  {
    name: 'version',
    run: async (config) => {
      const { gitVersion } = await config.makeApiClient(VersionApi).getCode();
      expect(gitVersion.startsWith('v1.35'), gitVersion);
    },
  },
  {
    name: 'list nodes',
    run: async (config) => {
      const { items } = await config.makeApiClient(CoreV1Api).listNode();
      expect(items.length === 3, `${String(items.length)} nodes`);
    },
  },
  {
    name: 'create, read, replace, list and delete a config map',
    run: async (config) => {
      const api = config.makeApiClient(CoreV1Api);
      const name = 'program';
      await api.createNamespacedConfigMap({
        namespace,
        body: made(V1ConfigMap, { metadata: { name, labels }, data: { a: '1' } }),
      });
      const read = await api.readNamespacedConfigMap({ namespace, name });
      await api.replaceNamespacedConfigMap({ namespace, name, body: Object.assign(read, { data: { a: '2' } }) });
      const { items } = await api.listNamespacedConfigMap({ namespace, labelSelector: 'app=program' });
      expect(items[0]?.data?.['a'] === '2', JSON.stringify(items));
      await api.deleteNamespacedConfigMap({ namespace, name });
    },
  },
  {
    name: 'a missing object is a Status with code 404',
    run: async (config) => {
      const reading = config.makeApiClient(CoreV1Api).readNamespacedPod({ namespace, name: 'nosuch' });
      const code = await reading.then(
        () => 200,
        (error: unknown) => (error as { readonly code?: number }).code,
      );
      expect(code === 404, String(code));
    },
  },
  {
    name: 'watch pods come',
    run: async (config) => {
      const seen = await watchOne(new Watch(config), async () => {
        const spec = { containers: [{ name: 'web', image: 'nginx:1.25.1-alpine' }] };
        const body = made(V1Pod, { metadata: { name: 'watched', labels }, spec });
        await config.makeApiClient(CoreV1Api).createNamespacedPod({ namespace, body });
      });
      expect(seen === 'ADDED watched', seen);
    },
  },
  {
    name: 'read a log',
    run: async (config) => {
      const out = new PassThrough();
      await new Log(config).log('kube-system', 'kube-apiserver-master231', 'kube-apiserver', out);
      out.resume();
    },
  },
  {
    name: 'create and list deployments',
    run: async (config) => {
      const api = config.makeApiClient(AppsV1Api);
      const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.25.1-alpine' }] } };
      const spec = { replicas: 1, selector: { matchLabels: labels }, template };
      await api.createNamespacedDeployment({
        namespace,
        body: made(V1Deployment, { metadata: { name: 'program' }, spec }),
      });
      const { items } = await api.listDeploymentForAllNamespaces();
      expect(
        items.some(({ metadata }) => metadata?.name === 'program'),
        'not listed',
      );
      await api.deleteNamespacedDeployment({ namespace, name: 'program' });
    },
  },
  {
    name: 'review access',
    run: async (config) => {
      const body = made(V1SelfSubjectAccessReview, {
        spec: { resourceAttributes: { verb: 'create', resource: 'pods' } },
      });
      const review = await config.makeApiClient(AuthorizationV1Api).createSelfSubjectAccessReview({ body });
      expect(review.status?.allowed === true, JSON.stringify(review.status));
    },
  },
  {
    name: 'what is not served is refused',
    run: async (config) => {
      const api = config.makeApiClient(CustomObjectsApi);
      const listing = api.listClusterCustomObject({ group: 'example.com', version: 'v1', plural: 'nosuch' });
      const isRefused = await listing.then(
        () => false,
        () => true,
      );
      expect(isRefused, 'it was listed');
    },
  },
];

/** An object of the library's own class, with these fields. */
const made = <T extends object>(Model: new () => T, fields: object): T => Object.assign(new Model(), fields);

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** The first change of Pods with our labels, after `act`. */
async function watchOne(watch: InstanceType<Library['Watch']>, act: () => Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('nothing was seen'));
    }, WATCH_MS);
    const watching = watch.watch(
      `/api/v1/namespaces/${namespace}/pods`,
      { labelSelector: 'app=program' },
      (type: string, object: { readonly metadata?: { readonly name?: string } }) => {
        clearTimeout(timer);
        void watching.then((controller) => {
          controller.abort();
        });
        resolve(`${type} ${object.metadata?.name ?? ''}`);
      },
      () => undefined,
    );
    watching.then(act).catch(reject);
  });
}
