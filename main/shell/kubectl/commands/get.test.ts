import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../engine/cluster.ts';
import { runFor } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { smallCluster } from '../../testing/small-cluster.ts';
import { TestClient } from '../../testing/test-client.ts';

const { cluster, run, out, err } = smallCluster();

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

  test('prints what kubectl itself knows of any object', async () => {
    expect(await out('get pods --server-print=false --no-headers')).toMatch(/^pair +\d+s\nweb +\d+s\n$/);
    expect(await out('get cm settings -o kyaml')).toContain(
      '---\n{\n  apiVersion: "v1",\n  data: {\n    a: "1",\n  },\n',
    );
  });

  test('prints lists and single objects', async () => {
    expect(await out('get cm settings -o jsonpath={.data}')).toBe('{"a":"1"}');
    expect(await out('get pods -o jsonpath={.items[*].metadata.name}')).toBe('pair web');
    expect(await out('get secrets -n kube-public -o json')).toBe(
      '{\n    "apiVersion": "v1",\n    "items": [],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n',
    );
  });

  test.each([
    ['get pods --raw /api', 'error: arguments may not be passed when --raw is specified\n'],
    ['get --raw x', 'error: --raw must be a valid URL path: parse "x": invalid URI for request\n'],
    ['get pods --sort-by={.a', 'No resources found in default namespace.\n'],
    ['get pods web --sort-by=.a -o name --no-headers', ''],
    ['get pods,cm --sort-by=.metadata.name', `error: couldn't find any field with path "{.metadata.name}" in the list`],
    [
      'get pods --sort-by=.metadata.labels',
      'sorter.go:375] Field {.metadata.labels} in [][][]reflect.Value is an unsortable type: interface, err: unsortable type: map[string]interface {}\n',
    ],
    [
      'get pods --sort-by=.metadata.labels -o name',
      'sorter.go:329] Field {.metadata.labels} in *unstructured.Unstructured is an unsortable type: interface, err: ',
    ],
    ['get pods --subresource=status', 'error: subresource cannot be used when bulk resources are specified\n'],
    [
      'get pods --show-labels -o jsonpath={.a}',
      'error: --show-labels option cannot be used with jsonpath={.a} printer\n',
    ],
    ['get nosuch', `error: the server doesn't have a resource type "nosuch"\n`],
    ['get deploy.nosuch', `error: the server doesn't have a resource type "deploy"\n`],
    ['get pod/web -l a=b', 'error: selectors and the all flag cannot be used when passing resource/name arguments\n'],
    ['get pod web -l a=b', 'error: name cannot be provided when a selector is specified\n'],
    ['get pods,cm web', 'Error from server (NotFound): configmaps "web" not found\n'],
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

test('parts of objects have tables too', async () => {
  expect(await out('get pod web --subresource=status --no-headers')).toMatch(/^web +1\/1 +Running /);
  expect(await run('create deployment two --image=nginx:1.27 --replicas=2')).toMatchObject({ exit: 0 });
  expect(await out('get deploy two --subresource=scale')).toMatch(
    /^NAME +DESIRED +AVAILABLE +AGE\ntwo +2 +\d +\d+s\n$/,
  );
  expect(await out('get deploy two --subresource=scale -o jsonpath={.kind}/{.spec}')).toBe('Scale/{"replicas":2}');
});

test('what is named after other things comes last among failures', async () => {
  const text = ['none', 'lost'].map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`);
  const [first = '', second = ''] = text;
  const mixed = new Map([
    ['mixed.yaml', [first, 'apiVersion: v1\nkind: Odd\nmetadata: {name: o}\n', second].join('---\n')],
  ]);
  for (const verb of ['delete', 'replace']) {
    const said = await err(`${verb} -f mixed.yaml`, mixed);
    expect(said.match(/"(none|lost|o)"/g)).toEqual(['"none"', '"lost"', '"o"']);
  }
});

test('custom resources come last in what is asked for as all', async () => {
  const files = new Map([
    [
      'crd.yaml',
      `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: kiosks.acme.example}
spec:
  group: acme.example
  names: {kind: Kiosk, plural: kiosks, categories: [all]}
  scope: Namespaced
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`,
    ],
    ['kiosk.yaml', 'apiVersion: acme.example/v1\nkind: Kiosk\nmetadata: {name: corner}\n'],
  ]);
  await run('create -f crd.yaml', files);
  runFor(cluster, 5);
  await run('create -f kiosk.yaml', files);
  expect(await out('get all -o name')).toMatch(/\nservice\/kubernetes\n(.*\n)*kiosk\.acme\.example\/corner\n$/);
});
