// The parts of the library that are no API: objects of any kind, custom objects, metrics, health, discovery, reviews.
import { apiOf } from './plain-api.ts';
import { NAMESPACE, type Program, expect, refusal, until } from './program.ts';

const group = 'example.com';
const definition = {
  metadata: { name: 'crontabs.example.com' },
  spec: {
    ...{ group, scope: 'Namespaced' },
    names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab', shortNames: ['ct'] },
    versions: [
      {
        ...{ name: 'v1', served: true, storage: true, subresources: { status: {} } },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { size: { type: 'integer' } } },
              status: { type: 'object', properties: { seen: { type: 'boolean' } } },
            },
          },
        },
      },
    ],
  },
};
const custom = { group, version: 'v1', namespace: NAMESPACE, plural: 'crontabs' };

export const libraryPrograms: readonly Program[] = [
  {
    name: 'versions, groups and resources',
    run: async ({ library, config }) => {
      const { gitVersion } = await apiOf(config, library.VersionApi).getCode();
      expect(gitVersion.startsWith('v1.35'), gitVersion);
      const { groups } = await apiOf(config, library.ApisApi).getAPIVersions();
      expect(
        groups.some(({ name }) => name === 'apps'),
        groups,
      );
      const { versions } = await apiOf(config, library.CoreApi).getAPIVersions();
      expect(versions.includes('v1'), versions);
      const { resources } = await apiOf(config, library.AppsV1Api).getAPIResources();
      expect(
        resources.some(({ name, kind }) => name === 'deployments/scale' && kind === 'Scale'),
        resources,
      );
    },
  },
  {
    name: 'health',
    run: async ({ library, config }) => {
      const health = new library.Health(config);
      expect(await health.readyz({}), 'not ready');
      expect(await health.livez({}), 'not alive');
    },
  },
  {
    name: 'objects of any kind',
    run: async ({ library, config }) => {
      const api = library.KubernetesObjectApi.makeApiClient(config);
      const head = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'any', namespace: NAMESPACE } };
      await api.create(Object.assign({ data: { a: '1' } }, head));
      const read = await api.read(head);
      expect('data' in read, read);
      await api.patch(Object.assign({ data: { b: '2' } }, head));
      const { items } = await api.list('v1', 'ConfigMap', NAMESPACE);
      expect(
        items.some(({ metadata }) => metadata?.name === 'any'),
        items,
      );
      await api.replace(Object.assign({ data: { c: '3' } }, head));
      await api.delete(head);
      expect((await refusal(api.read(head))).code === 404, 'still there');
    },
  },
  {
    name: 'a definition and custom objects',
    run: async ({ library, config }) => {
      const extensions = apiOf(config, library.ApiextensionsV1Api);
      const api = apiOf(config, library.CustomObjectsApi);
      await extensions.createCustomResourceDefinition({ body: definition });
      await until('established', async () => {
        const { status } = await extensions.readCustomResourceDefinition({ name: definition.metadata.name });
        return status?.conditions?.find(({ type, status }) => type === 'Established' && status === 'True');
      });
      const name = 'mine';
      const body = { apiVersion: `${group}/v1`, kind: 'CronTab', metadata: { name }, spec: { size: 1 } };
      await api.createNamespacedCustomObject({ ...custom, body });
      const list = JSON.stringify(await api.listNamespacedCustomObject(custom));
      expect(list.includes('"CronTabList"') && list.includes('"mine"'), list);
      const everywhere = JSON.stringify(
        await api.listCustomObjectForAllNamespaces({ ...custom, resourcePlural: 'crontabs' }),
      );
      expect(everywhere.includes('"mine"'), everywhere);
      await api.patchNamespacedCustomObject(
        { ...custom, name, body: { spec: { size: 2 } } },
        library.setHeaderOptions('Content-Type', library.PatchStrategy.MergePatch),
      );
      const read = JSON.stringify(await api.getNamespacedCustomObject({ ...custom, name }));
      expect(read.includes('"size":2'), read);
      await api.patchNamespacedCustomObjectStatus(
        { ...custom, name, body: { status: { seen: true } } },
        library.setHeaderOptions('Content-Type', library.PatchStrategy.MergePatch),
      );
      const status = JSON.stringify(await api.getNamespacedCustomObjectStatus({ ...custom, name }));
      expect(status.includes('"seen":true'), status);
      await api.deleteNamespacedCustomObject({ ...custom, name });
      await extensions.deleteCustomResourceDefinition({ name: definition.metadata.name });
    },
  },
  {
    name: 'what is not served is refused',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CustomObjectsApi);
      const { code } = await refusal(api.listClusterCustomObject({ group, version: 'v1', plural: 'nosuch' }));
      expect(code === 404, String(code));
    },
  },
  {
    name: 'reviews of rights and tokens',
    run: async ({ library, config }) => {
      const authorization = apiOf(config, library.AuthorizationV1Api);
      const mine = await authorization.createSelfSubjectAccessReview({
        body: { spec: { resourceAttributes: { verb: 'create', resource: 'pods' } } },
      });
      expect(mine.status?.allowed === true, mine);
      const theirs = await authorization.createSubjectAccessReview({
        body: { spec: { user: 'jane', resourceAttributes: { verb: 'create', resource: 'pods' } } },
      });
      expect(theirs.status?.allowed === false, theirs);
      const rules = await authorization.createSelfSubjectRulesReview({ body: { spec: { namespace: NAMESPACE } } });
      expect((rules.status?.resourceRules.length ?? 0) > 0, rules);
      const authentication = apiOf(config, library.AuthenticationV1Api);
      const who = await authentication.createSelfSubjectReview({ body: {} });
      expect(who.status?.userInfo?.username === 'kubernetes-admin', who);
    },
  },
  {
    name: 'a service account with its token, and what its roles allow',
    run: async ({ library, config }) => {
      const core = apiOf(config, library.CoreV1Api);
      const rbac = apiOf(config, library.RbacAuthorizationV1Api);
      const namespace = NAMESPACE;
      const name = 'robot';
      await core.createNamespacedServiceAccount({ namespace, body: { metadata: { name } } });
      const { status } = await core.createNamespacedServiceAccountToken({
        ...{ namespace, name },
        body: { spec: { audiences: [], expirationSeconds: 3600 } },
      });
      const robot = new library.KubeConfig();
      const cluster = config.getCurrentCluster();
      expect(cluster !== null, 'no cluster');
      robot.loadFromClusterAndUser(cluster, { name, token: status?.token ?? '' });
      const own = apiOf(robot, library.CoreV1Api);
      const refused = await refusal(own.listNamespacedPod({ namespace }));
      expect(refused.code === 403 && refused.body.includes('system:serviceaccount:default:robot'), refused);
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
      const subjects = [{ kind: 'ServiceAccount', name, namespace }];
      await rbac.createNamespacedRoleBinding({ namespace, body: { metadata: { name }, roleRef, subjects } });
      await own.listNamespacedPod({ namespace });
      robot.loadFromClusterAndUser(cluster, { name, token: 'wrong' });
      const stranger = await refusal(apiOf(robot, library.CoreV1Api).listNamespacedPod({ namespace }));
      expect(stranger.code === 401, stranger);
      await rbac.deleteNamespacedRoleBinding({ namespace, name });
      await core.deleteNamespacedServiceAccount({ namespace, name });
    },
  },
  {
    name: 'what nodes can hold',
    run: async ({ library, config }) => {
      const nodes = await library.topNodes(config.makeApiClient(library.CoreV1Api));
      expect(nodes.length === 3 && nodes.every(({ CPU }) => Number(CPU.Capacity) > 0), String(nodes.length));
    },
  },
  {
    name: 'the configuration as text and back',
    run: async ({ library, config }) => {
      const again = new library.KubeConfig();
      again.loadFromString(config.exportConfig());
      await apiOf(again, library.CoreV1Api).listNamespace();
    },
  },
];
