import { describe, expect, test } from 'vitest';
import { apply, runFor, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl, type RunResult } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster);
const files = new Map<string, string>();

async function run(line: string): Promise<RunResult> {
  return await runKubectl(client, line, { files });
}

const said = (out: string, err = '') => ({ exit: err === '' ? 0 : 1, out, err });

const pot = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: pot}}\nspec: {containers: [{name: main, image: 'nginx:1.27'}]}\n`;

describe('delete', () => {
  test('waits until the Pod is gone', async () => {
    apply(cluster, pot('boiling'));
    expect(await run('delete pod boiling')).toEqual(said('pod "boiling" deleted from default namespace\n'));
    expect((await run('get pod boiling')).exit).toBe(1);
  });

  test('without waiting, by force and in rehearsal', async () => {
    apply(cluster, [pot('one'), pot('two'), pot('three')].join('---\n'));
    runFor(cluster, 5);
    expect(await run('delete pod one --dry-run=client -o name')).toEqual(said('pod/one\n'));
    expect(await run('delete pod one --wait=false')).toEqual(said('pod "one" deleted from default namespace\n'));
    const forced = await run('delete pod two --force');
    expect(forced.out).toBe('pod "two" force deleted from default namespace\n');
    expect(forced.err).toMatch(/^Warning: Immediate deletion does not wait/);
    expect(await run('delete pods -l app=pot --timeout=1us')).toMatchObject({
      exit: 1,
      err: expect.stringContaining('timed out waiting for the condition on pods/') as string,
    });
  });

  test.each([
    ['delete cm none', 'Error from server (NotFound): configmaps "none" not found\n'],
    ['delete cm x --now --grace-period=3', 'error: --now and --grace-period cannot be specified together\n'],
    [
      'delete cm x --cascade=up',
      'error: invalid cascade value (up). Must be "background", "foreground", or "orphan"\n',
    ],
    ['delete cm --all -l a=b', "error: setting 'all' parameter but found a non empty selector. \n"],
  ])('%s', async (line, err) => {
    expect(await run(line)).toEqual(said('', err));
  });

  test('nothing to delete is no failure', async () => {
    expect(await run('delete cm -l app=nobody')).toEqual(said('No resources found\n'));
    expect(await run('delete cm none --ignore-not-found')).toEqual(said(''));
  });
});

describe('patch', () => {
  test('tells whether anything changed', async () => {
    await run('create configmap pantry --from-literal=flour=1kg');
    expect(await run(`patch cm pantry -p '{"data":{"flour":"2kg"}}'`)).toEqual(said('configmap/pantry patched\n'));
    expect(await run(`patch cm pantry --type=merge -p 'data: {flour: 2kg}'`)).toEqual(
      said('configmap/pantry patched (no change)\n'),
    );
    expect(
      await run(`patch cm pantry -p '{"data":{"flour":"3kg"}}' --dry-run=client -o jsonpath={.data.flour}`),
    ).toEqual(said('3kg'));
  });

  test.each([
    [
      `patch cm pantry -p '{oops'`,
      "Error from server (BadRequest): invalid character 'o' looking for beginning of object key string\n",
    ],
    [
      `patch cm pantry --type=merge -p '{oops'`,
      "Error from server (BadRequest): error decoding patch: invalid character 'o' looking for beginning of object key string\n",
    ],
    ['patch cm pantry', 'error: must specify --patch or --patch-file containing the contents of the patch\n'],
    ['patch cm pantry --type=soup -p {}', 'error: --type must be one of [json merge strategic], not "soup"\n'],
    ['patch cm pantry --patch-file=none', 'error: unable to read patch file: open none: no such file or directory\n'],
  ])('%s', async (line, err) => {
    expect(await run(line)).toEqual(said('', err));
  });
});

describe('replace', () => {
  test('overwrites, or deletes and makes anew', async () => {
    files.set('pot.yaml', pot('soup'));
    expect(await run('replace -f pot.yaml')).toEqual(
      said('', 'Error from server (NotFound): error when replacing "pot.yaml": pods "soup" not found\n'),
    );
    expect(await run('replace --force -f pot.yaml')).toEqual(said('pod/soup replaced\n'));
    expect(await run('replace --force -f pot.yaml --grace-period=0')).toEqual(
      said('pod "soup" deleted from default namespace\npod/soup replaced\n'),
    );
    expect(await run('replace -f pot.yaml --grace-period=0')).toEqual(
      said('', 'error: --grace-period must have --force specified\n'),
    );
  });
});

describe('run', () => {
  test('makes a Pod, and a Service with it', async () => {
    expect(await run('run kettle --image=nginx:1.27 --port=80 --expose')).toEqual(
      said('service/kettle created\npod/kettle created\n'),
    );
    const { out } = await run('run jug --image=jug:1 --env=A=1 --command --dry-run=client -o yaml -- pour --all');
    expect(out).toBe(
      [
        'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    run: jug\n  name: jug\nspec:\n  containers:\n',
        '  - command:\n    - pour\n    - --all\n    env:\n    - name: A\n      value: "1"\n    image: jug:1\n    name: jug\n',
        '    resources: {}\n  dnsPolicy: ClusterFirst\n  restartPolicy: Always\nstatus: {}\n',
      ].join(''),
    );
  });

  test('an attached Pod is shown and removed', async () => {
    const written = new TestClient(cluster, { 'cup/cup': ['tea'] });
    const line = 'run cup --image=busybox:1.36 --restart=Never --rm -i -- echo tea';
    expect(await runKubectl(written, line)).toEqual(said('tea\npod "cup" deleted from default namespace\n'));
  });

  test.each([
    ['run --image=a', "error: NAME is required for run\nSee 'kubectl run -h' for help and examples\n"],
    ['run x --image=A:B:C', 'error: Invalid image name "A:B:C": invalid reference format\n'],
    [
      'run x --image=a --restart=Maybe',
      "error: invalid restart policy: Maybe\nSee 'kubectl run -h' for help and examples\n",
    ],
    [
      'run x --image=a -t',
      "error: -i/--stdin is required for containers with -t/--tty=true\nSee 'kubectl run -h' for help and examples\n",
    ],
  ])('%s', async (line, err) => {
    expect(await run(line)).toEqual(said('', err));
  });
});

describe('expose', () => {
  test('takes ports and labels from the object', async () => {
    await run('create deployment oven --image=nginx:1.27 --port=8080 --replicas=0');
    expect(await run('expose deployment oven')).toEqual(said('service/oven exposed\n'));
    expect(await run('get svc oven -o jsonpath={.spec.ports[0].port}/{.spec.selector.app}')).toEqual(said('8080/oven'));
    expect(await run('expose deploy oven --port=1,2 --name=hob --target-port=web')).toEqual(
      said('service/hob exposed\n'),
    );
    expect(await run('get svc hob -o jsonpath={.spec.ports[*].name}')).toEqual(said('port-1 port-2'));
  });

  test('not everything can be exposed', async () => {
    await run('create configmap lid');
    expect(await run('expose cm lid --port=1')).toEqual(said('', 'error: cannot expose a ConfigMap\n'));
  });
});
