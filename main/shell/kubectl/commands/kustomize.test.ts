import { describe, expect, it } from 'vitest';
import { runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const client = new TestClient(runningCluster(1, 'oracle'));

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: main, image: 'nginx:1.27', env: [{name: A, value: '1'}], envFrom: [{configMapRef: {name: settings}}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
const base = `
resources: [web.yaml]
configMapGenerator: [{name: settings, literals: [color=blue, "quoted='x'"]}]
secretGenerator: [{name: login, literals: [password=secret]}]
`;

/** Builds folders of files, of which `over` is asked for; `base` is there always. */
async function build(over: string, more: Readonly<Record<string, string>> = {}) {
  const files = new Map(Object.entries({ 'base/web.yaml': web, 'base/kustomization.yaml': base, ...more }));
  files.set('over/kustomization.yaml', over);
  return runKubectl(client, 'kustomize over', { files });
}

describe('kustomize', () => {
  it('ends the names of what it makes with a hash of their content, and refers to them by these names', async () => {
    const { out, err } = await build('{resources: [../base], namePrefix: dev-}');
    expect(err).toBe('');
    expect(out).toContain('  name: dev-settings-592gbt7dh6\n');
    expect(out).toContain('        - configMapRef:\n            name: dev-settings-592gbt7dh6\n');
    expect(out).toContain('  password: c2VjcmV0\n');
    expect(out.match(/^kind: .*$/gm)).toEqual(
      ['ConfigMap', 'Secret', 'Service', 'Deployment'].map((k) => `kind: ${k}`),
    );
  });

  it('merges patches by the keys of lists, what is new before what was there', async () => {
    const patch =
      '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [';
    const { out } = await build(`
resources: [../base]
patches:
- patch: '${patch}{name: side, image: "side:1"}, {name: main, env: [{name: B, value: "2"}]}]}}}}'
- target: {kind: Serv.*}
  patch: '[{"op": "add", "path": "/spec/type", "value": "NodePort"}]'
`);
    expect(out).toContain('      - image: side:1\n        name: side\n      - env:\n        - name: B\n');
    expect(out).toContain('          value: "2"\n        - name: A\n');
    expect(out).toContain('  type: NodePort\n');
  });

  it('changes images, replicas, labels, annotations and namespaces', async () => {
    const { out } = await build(`
resources: [../base]
namespace: prod
images: [{name: nginx, newName: mirror/nginx, newTag: '1.28'}]
replicas: [{name: web, count: 3}]
labels: [{pairs: {team: a}, includeSelectors: true}]
commonAnnotations: {note: hello}
`);
    expect(out).toContain('image: mirror/nginx:1.28\n');
    expect(out).toContain('  replicas: 3\n  selector:\n    matchLabels:\n      app: web\n      team: a\n');
    expect(out).toContain('  selector:\n    app: web\n    team: a\n');
    expect(out.match(/^ {2}namespace: prod$/gm)).toHaveLength(4);
    expect(out).toContain('      annotations:\n        note: hello\n');
  });

  it('changes what a base makes', async () => {
    const { out } = await build(`
resources: [../base]
configMapGenerator: [{name: settings, behavior: merge, literals: [color=red]}]
generatorOptions: {disableNameSuffixHash: true}
`);
    expect(out).toContain(`data:\n  color: red\n  quoted: x\nkind: ConfigMap\nmetadata:\n  name: settings\n`);
  });

  it.each([
    ['{resources: [none.yaml]}', "accumulation err='accumulating resources from 'none.yaml': evalsymlink failure on"],
    ['{resources: [../base/web.yaml]}', "security; file '/base/web.yaml' is not in or below '/over'"],
    ['{nosuch: 1}', 'error: invalid Kustomization: json: unknown field "nosuch"\n'],
    ['{helmCharts: []}', 'error: kustomization field "helmCharts" is not supported here\n'],
    ['{resources: [../base], replicas: [{name: none, count: 1}]}', 'error: resource with name none does not match'],
    ['{}', 'error: kustomization.yaml is empty\n'],
  ])('refuses %s', async (over, message) => {
    const { exit, err } = await build(over);
    expect(exit).toBe(1);
    expect(err).toContain(message);
  });

  it('is what -k builds', async () => {
    const files = new Map(Object.entries({ 'base/web.yaml': web, 'base/kustomization.yaml': base }));
    const { out } = await runKubectl(client, 'apply -k base', { files });
    expect(out).toMatch(
      /^configmap\/settings-\w{10} created\nsecret\/login-\w{10} created\nservice\/web created\ndeployment.apps\/web created\n$/,
    );
    expect((await runKubectl(client, 'apply -k base -f x', { files })).err).toBe(
      'error: only one of -f or -k can be specified\n',
    );
  });
});

describe('replacements', () => {
  const replaced = (replacement: string) => build(`{resources: [../base], replacements: [${replacement}]}`);

  it('copy a value into other resources', async () => {
    const { out } = await replaced(
      `{source: {kind: Service, name: web, fieldPath: spec.ports.0.port}, targets: [{select: {kind: Deployment}, fieldPaths: ['spec.template.spec.containers.[name=main].env.[name=A].value', 'metadata.annotations.example\\.com/port'], options: {create: true}}]}`,
    );
    expect(out).toContain('        - name: A\n          value: "80"\n');
    expect(out).toContain('  annotations:\n    example.com/port: 80\n');
  });

  it('copy a part of a text into a part of another', async () => {
    const { out } = await replaced(
      `{source: {kind: Deployment, name: web, fieldPath: spec.template.spec.containers.0.image, options: {delimiter: ':', index: 1}}, targets: [{select: {kind: Deployment}, fieldPaths: [spec.template.spec.containers.*.image], options: {delimiter: ':', index: 0}}]}`,
    );
    expect(out).toContain('image: 1.27:1.27\n');
  });

  it('stand in a file of their own', async () => {
    const over = '{resources: [../base], replacements: [{path: names.yaml}]}';
    const names =
      '[{sourceValue: kiosk, targets: [{select: {kind: Deployment}, fieldPaths: [metadata.labels.stand], options: {create: true}}]}]';
    const { out } = await build(over, { 'over/names.yaml': names });
    expect(out).toContain('  labels:\n    stand: kiosk\n');
  });

  it.each([
    [
      '{source: {kind: Pod}, targets: [{select: {kind: Service}}]}',
      'nothing selected by Pod.[noVer].[noGrp]/[noName].[noNs]',
    ],
    [
      '{source: {name: web}, targets: [{select: {kind: Service}}]}',
      'multiple matches for selector [noKind].[noVer].[noGrp]/web.[noNs]',
    ],
    [
      '{source: {kind: Service, fieldPath: spec.none}, targets: [{select: {kind: Service}}]}',
      'fieldPath `spec.none` is missing for replacement source Service.[noVer].[noGrp]/[noName].[noNs]',
    ],
    [
      '{source: {kind: Service}, targets: [{select: {kind: Deployment}, fieldPaths: [spec.none]}]}',
      'unable to find field "spec.none" in replacement target',
    ],
    ['{source: {kind: Service}}', 'replacements must specify a source and at least one target'],
    ['{source: {kind: Service}, targets: [{fieldPaths: [a]}]}', 'target must specify resources to select'],
  ])('%s is refused', async (replacement, message) => {
    expect(await replaced(replacement)).toMatchObject({ exit: 1, err: `error: ${message}\n` });
  });
});

it.each(['https://example.com/base', 'github.com/example/base?ref=v1', 'git@github.com:example/base'])(
  'refuses %s, which lies elsewhere',
  async (base) => {
    const { err } = await build(`{resources: ['${base}']}`);
    expect(err).toBe(`error: unable to load "${base}": there is no network beyond the cluster\n`);
  },
);
