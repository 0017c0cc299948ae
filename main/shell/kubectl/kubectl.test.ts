import { beforeAll, describe, expect, test } from 'vitest';
import type { Cluster } from '../../engine/cluster.ts';
import { apply, runFor, runningCluster } from '../../engine/testing/clusters.ts';
import { runKubectl } from '../testing/run-kubectl.ts';
import { TestClient } from '../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
let client: TestClient;

/** Stops what it is used for after a few naps. */
class NappingClient extends TestClient {
  readonly #stop: AbortController;
  #naps = 0;

  constructor(of: Cluster, stop: AbortController) {
    super(of);
    this.#stop = stop;
  }

  override async sleep(durationUs: number): Promise<void> {
    await super.sleep(durationUs);
    if (++this.#naps > 3) this.#stop.abort();
  }
}

beforeAll(() => {
  apply(
    cluster,
    `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web, tier: front}}
spec: {containers: [{name: main, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: Pod
metadata: {name: pair, labels: {app: web}}
spec: {containers: [{name: main, image: 'nginx:1.27'}, {name: two, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a: '1'}
`,
  );
  runFor(cluster, 20);
  client = new TestClient(cluster, {
    'web/main': ['one', 'two'],
    'pair/main': ['from main'],
    'pair/two': ['from two'],
  });
});

const run = (line: string, files?: Map<string, string>) => runKubectl(client, line, files ? { files } : {});
const out = async (line: string, files?: Map<string, string>) => (await run(line, files)).out;
const err = async (line: string, files?: Map<string, string>) => (await run(line, files)).err;

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

describe('get', () => {
  test('prints one table for names of one kind, and several for several', async () => {
    expect((await out('get pods pair web')).split('\n').map((line) => line.split(' ')[0])).toEqual([
      'NAME',
      'pair',
      'web',
      '',
    ]);
    expect(await out('get pod/web cm/settings -o name')).toBe('pod/web\nconfigmap/settings\n');
    const several = await out('get pods,cm -l tier=front --show-kind');
    expect(several).toMatch(/^NAME {6}READY .*\npod\/web .*\n$/);
  });

  test('prints what there is and says what there is not', async () => {
    const { exit, out: printed, err: said } = await run('get cm settings nosuch --no-headers');
    expect([exit, said]).toEqual([1, 'Error from server (NotFound): configmaps "nosuch" not found\n']);
    expect(printed).toMatch(/^settings {3}1 /);
    expect(await run('get cm nosuch --ignore-not-found')).toEqual({ exit: 0, out: '', err: '' });
    expect(await err('get jobs -n kube-public')).toBe('No resources found in kube-public namespace.\n');
    expect(await err('get csr')).toBe('No resources found\n');
    expect(await err('get cm x -n nowhere')).toBe('Error from server (NotFound): namespaces "nowhere" not found\n');
  });

  test('prints lists and single objects', async () => {
    expect(await out('get cm settings -o jsonpath={.data}')).toBe('{"a":"1"}');
    expect(await out('get pods -o jsonpath={.items[*].metadata.name}')).toBe('pair web');
    expect(await out('get secrets -n kube-public -o json')).toBe(
      '{\n    "apiVersion": "v1",\n    "items": [],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n',
    );
  });

  test.each([
    ['get nosuch', `error: the server doesn't have a resource type "nosuch"\n`],
    ['get deploy.nosuch', `error: the server doesn't have a resource type "deploy" in group "nosuch"\n`],
    ['get pod/web -l a=b', 'error: selectors and the all flag cannot be used when passing resource/name arguments\n'],
    ['get pod web -l a=b', 'error: name cannot be provided when a selector is specified\n'],
    ['get pods,cm web', 'error: you must specify only one resource\n'],
    ['get pod/web/x', 'error: arguments in resource/name form may not have more than one slash\n'],
    ['get pod web -A', 'error: a resource cannot be retrieved by name across all namespaces\n'],
    ['get -f nosuch.yaml', 'error: the path "nosuch.yaml" does not exist\n'],
    [
      'get pods -o nosuch',
      'error: unable to match a printer suitable for the output format "nosuch", allowed formats are: custom-columns,',
    ],
    [
      'get pods,cm -w',
      'error: watch is only supported on individual resources and resource collections - more than 1 resource was found\n',
    ],
  ])('%s is refused', async (line, message) => {
    expect(await err(line)).toContain(message);
  });

  test('watches until it is stopped', async () => {
    const stop = new AbortController();
    const watching = new NappingClient(cluster, stop);
    const { exit, out: printed } = await runKubectl(watching, 'get pods web -w', { signal: stop.signal });
    expect(exit).toBe(130);
    expect(printed).toMatch(/^NAME {3}READY .*\nweb .*\n$/);
  });

  test('reads what the server says of itself', async () => {
    expect(await out('get --raw /healthz')).toBe('ok');
    expect(await out('get --raw /apis/apps')).toContain('"groupVersion":"apps/v1"');
    expect(await out('get --raw /api/v1/namespaces/default/configmaps/settings')).toContain('"a":"1"');
    expect(await err('get --raw /nosuch')).toBe(
      'Error from server (NotFound): the server could not find the requested resource\n',
    );
  });
});

describe('manifests', () => {
  const files = new Map([
    ['one.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n'],
    ['kind.yaml', 'apiVersion: v1\nmetadata: {name: x}\n'],
    ['name.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: n}\n'],
    ['unknown.yaml', 'apiVersion: v1\nkind: Nonsense\nmetadata: {name: x}\n'],
    ['elsewhere.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: there}\n'],
    [
      'folder/b.yaml',
      'apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}]\n',
    ],
    ['folder/note.txt', 'no manifest'],
    ['folder/deep/c.json', '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}}'],
  ]);

  test('are read from files and folders', async () => {
    expect(await out('get -f one.yaml -o name', files)).toBe('configmap/settings\n');
    expect(await out('get -f folder -o name', files)).toBe('configmap/settings\n');
    expect(await out('get -R -f folder/ -o name', files)).toBe('configmap/settings\npod/web\n');
  });

  test.each([
    [
      'kind.yaml',
      `error: unable to decode "kind.yaml": Object 'Kind' is missing in '{"apiVersion":"v1","metadata":{"name":"x"}}'\n`,
    ],
    [
      'name.yaml',
      'error: unable to decode "name.yaml": json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string\n',
    ],
    [
      'unknown.yaml',
      'error: resource mapping not found for name: "x" namespace: "" from "unknown.yaml": no matches for kind "Nonsense" in version "v1"\nensure CRDs are installed first\n',
    ],
    [
      'elsewhere.yaml',
      `error: the namespace from the provided object "there" does not match the namespace "default". You must pass '--namespace=there' to perform this operation.\n`,
    ],
  ])('%s is refused', async (file, message) => {
    expect(await err(`get -n default -f ${file}`, files)).toBe(message);
  });
});

describe('wait', () => {
  test('waits for conditions, values and deletion', async () => {
    expect(await out('wait pod/web --for=condition=ready')).toBe('pod/web condition met\n');
    expect(await out("wait pod/web --for=jsonpath='{.status.phase}'=Running")).toBe('pod/web condition met\n');
    expect(await run('wait pod/gone --for=delete')).toEqual({ exit: 0, out: '', err: '' });
  });

  test('gives up for all together', async () => {
    expect(await err('wait pod/web --for=condition=Nope --timeout=1s')).toBe(
      'error: timed out waiting for the condition on pods/web\n',
    );
    expect(await err('wait pods --all --for=condition=Nope --timeout=1s')).toBe(
      'timed out waiting for the condition on pods/pair\ntimed out waiting for the condition on pods/web\n',
    );
    expect(await err('wait pod/none --for=create --timeout=1s')).toBe('error: timed out waiting for the condition\n');
    expect(await err('wait pods -l app=none --for=condition=Ready')).toBe('error: no matching resources found\n');
    expect(await err('wait pod/web --for=nosuch')).toBe('error: unrecognized condition: "nosuch"\n');
  });
});

describe('logs', () => {
  test('of one container and of all', async () => {
    expect(await out('logs web --tail=1')).toBe('two\n');
    expect(await run('logs pair')).toEqual({
      exit: 0,
      out: 'from main\n',
      err: 'Defaulted container "main" out of: main, two\n',
    });
    expect(await out('logs pair --all-containers --prefix')).toBe(
      '[pod/pair/main] from main\n[pod/pair/two] from two\n',
    );
    expect(await out('logs -f web --limit-bytes=5')).toBe('one\nt');
    expect(await out('logs web --timestamps --tail=1')).toMatch(/^2026-01-05T08:\d\d:\d\d\.\d{9}Z two\n$/);
  });

  test.each([
    ['logs pair -c nosuch', 'error: container nosuch is not valid for pod pair\n'],
    ['logs nosuch', 'error: error from server (NotFound): pods "nosuch" not found in namespace "default"\n'],
    ['logs cm/settings', 'error: selector for ConfigMap not implemented\n'],
    ['logs web --since=0s', 'error: --since must be greater than 0\n'],
  ])('%s is refused', async (line, message) => {
    expect(await err(line)).toBe(message);
  });
});

describe('describe', () => {
  test('takes a name for the beginning of names', async () => {
    expect(await out('describe cm sett')).toContain('Name:         settings\n');
    expect(await err('describe cm nosuch')).toBe('Error from server (NotFound): configmaps "nosuch" not found\n');
  });

  test('may leave out events', async () => {
    expect(await out('describe cm settings')).toContain('Events:');
    expect(await out('describe cm settings --show-events=false')).not.toContain('Events:');
  });
});

test('events are those of the object asked for', async () => {
  expect(await out('events --for pod/web --types=Normal')).toMatch(
    /^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n(.* Pod\/web .*\n)+$/,
  );
  expect(await err('events --for pod/none')).toBe('No events found in default namespace.\n');
  expect(await err('events --for web')).toBe('error: --for must be in resource/name form\n');
});

describe('explain', () => {
  test('a kind, a field and what is not there', async () => {
    expect(await out('explain cm')).toMatch(
      /^KIND: {7}ConfigMap\nVERSION: {4}v1\n\nDESCRIPTION:\n {4}ConfigMap holds .*\n {4}\nFIELDS:\n/,
    );
    expect(await out('explain deploy.spec.template.spec.containers.ports --recursive')).toContain(
      '  protocol\t<string>\n  enum: SCTP, TCP, UDP\n',
    );
    expect(await run('explain cm.nosuch')).toMatchObject({ exit: 1, err: 'error: field "nosuch" does not exist\n' });
    expect(await err('explain deploy --api-version=apps/v1beta1')).toBe(
      'error: couldn\'t find resource for "apps/v1beta1, Resource=deployments"\n',
    );
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

describe('create', () => {
  const manifest = (metadata: string) =>
    new Map([['cm.yaml', `{apiVersion: v1, kind: ConfigMap, metadata: {${metadata}}}`]]);

  test('makes anew what was read from a cluster', async () => {
    expect(await out('create -f cm.yaml', manifest("name: anew, resourceVersion: '5'"))).toBe(
      'configmap/anew created\n',
    );
  });

  test.each([
    ['creationTimestamp: today', 'parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"'],
    [
      "generation: '2'",
      'json: cannot unmarshal string into Go struct field ObjectMeta.metadata.generation of type int64',
    ],
  ])('does not read metadata such as %s', async (metadata, fault) => {
    expect(await err('create -f cm.yaml', manifest(`name: odd, ${metadata}`))).toBe(
      `error: unable to decode "cm.yaml": ${fault}\n`,
    );
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
  [
    'exec web',
    "error: you must specify at least one command for the container\nSee 'kubectl exec -h' for help and examples\n",
  ],
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
