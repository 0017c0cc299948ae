import { beforeAll, describe, expect, test } from 'vitest';
import { apply, runFor, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster);
const run = (line: string) => runKubectl(client, line);
const out = async (line: string) => (await run(line)).out;

beforeAll(() => {
  apply(
    cluster,
    `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ovens.bakery.example}
spec:
  group: bakery.example
  scope: Namespaced
  names: {plural: ovens, kind: Oven}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          description: Oven bakes.
          properties:
            spec:
              type: object
              required: [heat]
              properties:
                heat: {type: integer, description: Degrees.}
                mode: {type: string, enum: [fan, grill]}
                trays: {type: array, items: {type: object, description: One tray., properties: {load: {type: string}}}}
`,
  );
  runFor(cluster, 5);
});

describe('a built-in kind', () => {
  test('fields that are objects tell of themselves and of their model', async () => {
    expect(await out('explain deploy.spec.strategy.rollingUpdate')).toMatch(
      /^GROUP: {6}apps\n(.*\n){3}FIELD: rollingUpdate <RollingUpdateDeployment>\n\n\nDESCRIPTION:\n {4}Rolling .*\n(.*\n)+ {4}\nFIELDS:\n {2}maxSurge\t<IntOrString>\n/,
    );
  });

  test('values are listed below, and only a few of them beside a field', async () => {
    expect(await out('explain pod.spec.containers.imagePullPolicy')).toContain(
      'FIELD: imagePullPolicy <string>\nENUM:\n    Always\n    IfNotPresent\n    Never\n\nDESCRIPTION:\n',
    );
    expect(await out('explain pod.spec.volumes.hostPath')).toContain(
      '  enum: "", BlockDevice, CharDevice, Directory, ....\n',
    );
  });

  test('moments are strings, and the fields are those of v1.35', async () => {
    expect(await out('explain pod.metadata.creationTimestamp')).toContain('FIELD: creationTimestamp <string>\n');
    const fields = await out('explain pod.spec');
    expect(fields).toContain('  workloadRef\t<WorkloadReference>\n');
    expect(fields).not.toContain('schedulingGroup');
  });

  test('in the older format models have no names', async () => {
    expect(await out('explain pods.spec.containers.ports -o plaintext-openapiv2')).toMatch(
      /^KIND: {5}Pod\nVERSION: {2}v1\n\nRESOURCE: ports <\[\]Object>\n\nDESCRIPTION:\n {5}List of ports .*\n(.*\n)+\nFIELDS:\n {3}containerPort\t<integer> -required-\n/,
    );
  });

  test('a path that leads nowhere is named by its end', async () => {
    expect(await run('explain pod.spec.nosuch.deeper')).toEqual({
      exit: 1,
      out: 'KIND:       Pod\nVERSION:    v1\n\n',
      err: 'error: field "deeper" does not exist\n',
    });
    expect(await run('explain pod -o html')).toMatchObject({ exit: 1, err: 'error: unrecognized format: html\n' });
  });
});

describe('a kind of a CustomResourceDefinition', () => {
  test('is told by its schema and by what every object has', async () => {
    expect(await out('explain oven')).toMatch(
      /^GROUP: {6}bakery\.example\nKIND: {7}Oven\nVERSION: {4}v1\n\nDESCRIPTION:\n {4}Oven bakes\.\n {4}\nFIELDS:\n {2}apiVersion\t<string>\n(.*\n)+ {2}metadata\t<ObjectMeta>\n(.*\n)+ {2}spec\t<Object>\n {4}<no description>\n\n\n$/,
    );
  });

  test('its fields are followed into lists', async () => {
    expect(await out('explain ovens.spec --recursive')).toContain(
      'FIELDS:\n  heat\t<integer> -required-\n  mode\t<string>\n  enum: fan, grill\n  trays\t<[]Object>\n    load\t<string>\n',
    );
    expect(await out('explain ovens.spec.trays.load')).toContain(
      'FIELD: load <string>\n\n\nDESCRIPTION:\n    <empty>\n',
    );
  });
});
