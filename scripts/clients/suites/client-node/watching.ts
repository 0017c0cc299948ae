// Watches, and informers on them.
import { apiOf } from './plain-api.ts';
import { NAMESPACE, type Program, expect, until } from './program.ts';

interface Seen {
  readonly metadata?: { readonly name?: string };
}

export const watchPrograms: readonly Program[] = [
  {
    name: 'a watch tells of what is made, changed and deleted',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const seen: string[] = [];
      let ended = false;
      const controller = await new library.Watch(config).watch(
        `/api/v1/namespaces/${NAMESPACE}/configmaps`,
        { labelSelector: 'app=watched', allowWatchBookmarks: true },
        (type: string, object: Seen) => seen.push(`${type} ${object.metadata?.name ?? ''}`),
        () => {
          ended = true;
        },
      );
      const metadata = { name: 'watched', labels: { app: 'watched' } };
      await api.createNamespacedConfigMap({ namespace: NAMESPACE, body: { metadata } });
      await api.patchNamespacedConfigMap({
        ...{ namespace: NAMESPACE, name: 'watched' },
        body: [{ op: 'add', path: '/data', value: { a: '1' } }],
      });
      await api.deleteNamespacedConfigMap({ namespace: NAMESPACE, name: 'watched' });
      await until('three events', () => (seen.length >= 3 ? true : undefined));
      expect(seen.join() === 'ADDED watched,MODIFIED watched,DELETED watched', seen);
      controller.abort();
      await until('the end', () => (ended ? true : undefined));
    },
  },
  {
    name: 'a watch from a list on, and one whose time is up',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const { metadata } = await api.listNamespacedConfigMap({ namespace: NAMESPACE });
      const seen: string[] = [];
      const path = `/api/v1/namespaces/${NAMESPACE}/configmaps`;
      await new Promise((resolve, reject) => {
        new library.Watch(config)
          .watch(
            path,
            { resourceVersion: metadata?.resourceVersion, timeoutSeconds: 1 },
            (type: string) => seen.push(type),
            resolve,
          )
          .catch(reject);
      });
      expect(!seen.includes('ADDED'), seen);
    },
  },
  {
    name: 'an informer keeps a list',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const [added, updated, deleted]: [string[], string[], string[]] = [[], [], []];
      const informer = library.makeInformer(
        config,
        `/api/v1/namespaces/${NAMESPACE}/configmaps`,
        () => api.listNamespacedConfigMap({ namespace: NAMESPACE, labelSelector: 'app=informed' }),
        'app=informed',
      );
      informer.on('add', ({ metadata }) => added.push(metadata?.name ?? ''));
      informer.on('update', ({ metadata }) => updated.push(metadata?.name ?? ''));
      informer.on('delete', ({ metadata }) => deleted.push(metadata?.name ?? ''));
      const metadata = { name: 'informed', labels: { app: 'informed' } };
      await api.createNamespacedConfigMap({ namespace: NAMESPACE, body: { metadata } });
      await informer.start();
      await until('added', () => (added.includes('informed') ? true : undefined));
      expect(informer.get('informed', NAMESPACE) !== undefined, 'not in the cache');
      await api.patchNamespacedConfigMap({
        ...{ namespace: NAMESPACE, name: 'informed' },
        body: [{ op: 'add', path: '/data', value: { a: '1' } }],
      });
      await until('updated', () => (updated.includes('informed') ? true : undefined));
      await api.deleteNamespacedConfigMap({ namespace: NAMESPACE, name: 'informed' });
      await until('deleted', () => (deleted.includes('informed') ? true : undefined));
      await informer.stop();
    },
  },
];
