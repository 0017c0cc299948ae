// Parameters, kinds of patches, subresources, and what is refused.
import { apiOf } from './plain-api.ts';
import { NAMESPACE, type Program, expect, refusal, runningPod, until, webPod } from './program.ts';

export const requestPrograms: readonly Program[] = [
  {
    name: 'patches of every type',
    run: async ({ library, config }) => {
      const { CoreV1Api, PatchStrategy, setHeaderOptions } = library;
      const api = apiOf(config, CoreV1Api);
      const name = 'patched';
      await api.createNamespacedConfigMap({ namespace: NAMESPACE, body: { metadata: { name }, data: { a: '1' } } });
      const patch = (strategy: string, body: object, more = {}) =>
        api.patchNamespacedConfigMap(
          { namespace: NAMESPACE, name, body, ...more },
          setHeaderOptions('Content-Type', strategy),
        );
      const json = await patch(PatchStrategy.JsonPatch, [{ op: 'replace', path: '/data/a', value: '2' }]);
      expect(json.data?.['a'] === '2', json);
      const merge = await patch(PatchStrategy.MergePatch, { data: { b: '3' } });
      expect(merge.data?.['a'] === '2' && merge.data['b'] === '3', merge);
      const strategic = await patch(PatchStrategy.StrategicMergePatch, { data: { b: null } });
      expect(strategic.data?.['b'] === undefined, strategic);
      const applied = await patch(
        PatchStrategy.ServerSideApply,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { c: '4' } },
        { fieldManager: 'program', force: true },
      );
      expect(applied.data?.['c'] === '4' && applied.data['a'] === '2', applied);
      expect(applied.metadata?.managedFields?.some(({ manager }) => manager === 'program') === true, applied);
      await api.deleteNamespacedConfigMap({ namespace: NAMESPACE, name });
    },
  },
  {
    name: 'lists in parts, by selectors, and of all namespaces',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      for (const name of ['part-a', 'part-b', 'part-c']) {
        const metadata = { name, labels: { part: name } };
        await api.createNamespacedConfigMap({ namespace: NAMESPACE, body: { metadata } });
      }
      const seen: string[] = [];
      for (let _continue: string | undefined = ''; _continue !== undefined;) {
        const list = await api.listNamespacedConfigMap({
          namespace: NAMESPACE,
          labelSelector: 'part in (part-a, part-b, part-c)',
          limit: 2,
          ...(_continue !== '' && { _continue }),
        });
        seen.push(...list.items.map(({ metadata }) => metadata?.name ?? ''));
        _continue = list.metadata?._continue || undefined;
      }
      expect(seen.join() === 'part-a,part-b,part-c', seen);
      const one = await api.listConfigMapForAllNamespaces({ fieldSelector: 'metadata.name=part-b' });
      expect(one.items.length === 1, one.items);
      await api.deleteCollectionNamespacedConfigMap({ namespace: NAMESPACE, labelSelector: 'part' });
      const none = await api.listNamespacedConfigMap({ namespace: NAMESPACE, labelSelector: 'part' });
      expect(none.items.length === 0, none.items);
    },
  },
  {
    name: 'dry run, generated names, pretty',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const dry = await api.createNamespacedConfigMap({
        ...{ namespace: NAMESPACE, dryRun: 'All', pretty: 'true' },
        body: { metadata: { name: 'dry' } },
      });
      expect(dry.metadata?.uid !== undefined, dry);
      expect((await refusal(api.readNamespacedConfigMap({ namespace: NAMESPACE, name: 'dry' }))).code === 404, 'kept');
      const made = await api.createNamespacedConfigMap({
        namespace: NAMESPACE,
        body: { metadata: { generateName: 'made-' } },
      });
      expect(/^made-[a-z0-9]{5}$/.test(made.metadata?.name ?? ''), made);
      await api.deleteNamespacedConfigMap({ namespace: NAMESPACE, name: made.metadata?.name ?? '' });
    },
  },
  {
    name: 'refusals are Statuses: 404, 409, 422, 400, 403',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const missing = await refusal(api.readNamespacedPod({ namespace: NAMESPACE, name: 'nosuch' }));
      expect(missing.code === 404 && missing.body.includes('NotFound'), missing);
      const body = { metadata: { name: 'kube-root-ca.crt' } };
      const twice = await refusal(api.createNamespacedConfigMap({ namespace: NAMESPACE, body }));
      expect(twice.code === 409 && twice.body.includes('AlreadyExists'), twice);
      const wrong = await refusal(
        api.createNamespacedPod({ namespace: NAMESPACE, body: { metadata: { name: 'No' }, spec: { containers: [] } } }),
      );
      expect(wrong.code === 422 && wrong.body.includes('spec.containers'), wrong);
      const elsewhere = await refusal(
        api.createNamespacedConfigMap({ namespace: NAMESPACE, body: { metadata: { name: 'x', namespace: 'other' } } }),
      );
      expect(elsewhere.code === 400, elsewhere);
      const stale = await api.readNamespacedConfigMap({ namespace: NAMESPACE, name: 'kube-root-ca.crt' });
      stale.metadata = { ...stale.metadata, resourceVersion: '1' };
      const conflict = await refusal(
        api.replaceNamespacedConfigMap({ namespace: NAMESPACE, name: 'kube-root-ca.crt', body: stale }),
      );
      expect(conflict.code === 409 && conflict.body.includes('Conflict'), conflict);
      const jane = new library.KubeConfig();
      const user = config.getCurrentUser();
      const { clusters, contexts, currentContext } = config;
      jane.loadFromOptions({
        ...{ clusters, contexts, currentContext },
        users: [{ ...user, name: user?.name ?? '', impersonateUser: 'jane' }],
      });
      const forbidden = await refusal(apiOf(jane, library.CoreV1Api).listNamespacedPod({ namespace: NAMESPACE }));
      expect(forbidden.code === 403 && forbidden.body.includes('Forbidden'), forbidden);
    },
  },
  {
    name: 'scale, eviction, ephemeral containers, tokens, bindings',
    run: async (around) => {
      const { library, config } = around;
      const apps = apiOf(config, library.AppsV1Api);
      const core = apiOf(config, library.CoreV1Api);
      const labels = { app: 'scaled' };
      const spec = { selector: { matchLabels: labels }, template: webPod('x', labels) };
      const namespace = NAMESPACE;
      const name = 'scaled';
      await apps.createNamespacedDeployment({ namespace, body: { metadata: { name }, spec } });
      const scale = await apps.readNamespacedDeploymentScale({ namespace, name });
      expect(scale.spec?.replicas === 1 && scale.kind === 'Scale', scale);
      const replaced = await until('scaled', () =>
        apps
          .readNamespacedDeploymentScale({ namespace, name })
          .then((body) =>
            apps.replaceNamespacedDeploymentScale({
              ...{ namespace, name },
              body: Object.assign(body, { spec: { replicas: 2 } }),
            }),
          )
          .catch(() => undefined),
      );
      expect(replaced.spec?.replicas === 2, replaced);
      await until('two are ready', async () => {
        const { status } = await apps.readNamespacedDeployment({ namespace, name });
        return status?.readyReplicas === 2 ? true : undefined;
      });
      const { items } = await core.listNamespacedPod({ namespace, labelSelector: 'app=scaled' });
      const pod = items[0]?.metadata?.name ?? '';
      await core.createNamespacedPodEviction({ namespace, name: pod, body: { metadata: { name: pod, namespace } } });
      await apps.deleteNamespacedDeployment({ namespace, name, propagationPolicy: 'Foreground' });
      await runningPod(around, 'debugged');
      const debugger_ = { name: 'tool', image: 'busybox', command: ['sleep', '60'] };
      await core.patchNamespacedPodEphemeralcontainers(
        { namespace, name: 'debugged', body: { spec: { ephemeralContainers: [debugger_] } } },
        library.setHeaderOptions('Content-Type', library.PatchStrategy.StrategicMergePatch),
      );
      const debugged = await core.readNamespacedPod({ namespace, name: 'debugged' });
      expect(debugged.spec?.ephemeralContainers?.length === 1, debugged.spec);
      await core.deleteNamespacedPod({ namespace, name: 'debugged', gracePeriodSeconds: 0 });
      const token = await core.createNamespacedServiceAccountToken({
        ...{ namespace, name: 'default' },
        body: { spec: { audiences: [], expirationSeconds: 3600 } },
      });
      expect((token.status?.token ?? '').split('.').length === 3, token);
    },
  },
  {
    name: 'a deleted namespace takes with it what is in it',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const name = 'brief';
      await api.createNamespace({ body: { metadata: { name } } });
      await api.createNamespacedConfigMap({ namespace: name, body: { metadata: { name: 'in-it' } } });
      await api.deleteNamespace({ name });
      await until('gone', async () => {
        const { code } = await refusal(api.readNamespace({ name })).catch(() => ({ code: 200 }));
        return code === 404 ? true : undefined;
      });
    },
  },
];
