import { describe, expect, test } from 'vitest';
import { smallCluster } from '../testing/small-cluster.ts';

const { run, out, err } = smallCluster();

describe('commands', () => {
  test('are suggested where one is not known', async () => {
    expect(await run('gett pods')).toEqual({
      exit: 1,
      out: '',
      err: 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n',
    });
  });

  test('say how they are used', async () => {
    expect(await out('get -h')).toContain('Usage:\n  kubectl get [(-o|--output=)json');
    expect(await out('')).toContain(
      'Basic Commands (Beginner):\n  create          Create a resource from a file or from stdin\n',
    );
    expect(await err('config nosuch')).toBe(
      'error: unknown command "nosuch"\nSee \'kubectl config -h\' for help and examples\n',
    );
    expect(await err('get pods --foo')).toBe("error: unknown flag: --foo\nSee 'kubectl get --help' for usage.\n");
    expect(await err('-n')).toBe("error: flag needs an argument: 'n' in -n\nSee 'kubectl --help' for usage.\n");
    expect(await err('api-versions v1')).toContain('error: unexpected arguments: [v1]\n');
    expect(await err('top pod a b')).toBe(
      "error: pod [NAME | -l label]\nSee 'kubectl top pod -h' for help and examples\n",
    );
  });

  test('may stand behind global flags', async () => {
    expect(await out('-n default --as-group=x get cm settings -o name')).toBe('configmap/settings\n');
  });
});

describe('the kubeconfig', () => {
  test('is shown and changed', async () => {
    const files = new Map<string, string>();
    expect(await out('config current-context', files)).toBe('kubernetes-admin@kubernetes\n');
    expect(await out('config set-context --current --namespace=kube-system', files)).toBe(
      'Context "kubernetes-admin@kubernetes" modified.\n',
    );
    expect(await out('config view -o jsonpath={.contexts[0].context.namespace}', files)).toBe('kube-system');
    expect(await err('get jobs', files)).toBe('No resources found in kube-system namespace.\n');
    expect(await err('config use-context other', files)).toBe('error: no context exists with the name: "other"\n');
    expect(await err('get cm --context=other', files)).toBe('error: context "other" does not exist\n');
  });
});

describe('authorization', () => {
  test('refuses what no role allows', async () => {
    expect(await out('auth can-i create pods')).toBe('yes\n');
    expect(await run('auth can-i list nodes --as=nobody')).toEqual({
      exit: 1,
      out: 'no\n',
      err: "Warning: resource 'nodes' is not namespace scoped\n\n",
    });
    expect(await err('get pods --as=nobody')).toBe(
      'Error from server (Forbidden): pods is forbidden: User "nobody" cannot list resource "pods" in API group "" in the namespace "default"\n',
    );
  });
});

test.each([
  ['top nodes', 'error: Metrics API not available\n'],
  ['plugin list', 'error: unable to find any kubectl plugins in your PATH\n'],
  ['exec web', 'error: you must specify at least one command for the container\n'],
  ['cp nosuch.txt web:/tmp/x', "error: nosuch.txt doesn't exist in local filesystem\n"],
])('%s says why not', async (line, message) => {
  expect(await err(line)).toBe(message);
});

test('what is served', async () => {
  expect(await out('api-resources --api-group=batch --no-headers -o wide')).toMatch(
    /^cronjobs +cj +batch\/v1 +true +CronJob +create,.* all\n/,
  );
  expect(await out('api-versions')).toContain('\nautoscaling/v1\nautoscaling/v2\n');
  expect(await out('version')).toBe('Client Version: v1.35.2\nKustomize Version: v5.7.1\nServer Version: v1.35.6\n');
  expect(await out('cluster-info')).toContain('Kubernetes control plane is running at https://10.0.0.231:6443\n');
});

test('kinds are told as one list, too', async () => {
  const list: unknown = JSON.parse(await out('api-resources --api-group=batch -o json'));
  expect(list).toMatchObject({ kind: 'APIResourceList', groupVersion: '', resources: [{ name: 'cronjobs' }, {}] });
  expect(await out('api-resources --api-group= --verbs=watch -o yaml')).toContain(
    '- categories:\n  - all\n  kind: Pod\n  name: pods\n  namespaced: true\n',
  );
  // What a real API server tells of Pods.
  expect(await out('api-resources -o json')).toContain('"storageVersionHash": "xPOwRZ+Yhw8="');
  expect((await run('api-resources -o table')).err).toBe(
    'error: unable to match a printer suitable for the output format "table", allowed formats are: json,kyaml,name,wide,yaml\n',
  );
});
