import { describe, expect, test } from 'vitest';
import { runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl, type RunResult } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const client = new TestClient(runningCluster(1, 'oracle'));
const files = new Map([
  ['recipes/soup.txt', 'peas'],
  ['recipes/stew.txt', 'beans'],
  ['kitchen.env', '# the stove\nHEAT=high\n\nTIMER=5=6\nCOOK\n'],
]);

async function run(line: string): Promise<RunResult> {
  return await runKubectl(client, line, { files, env: { COOK: 'Ada' } });
}

/** What a generator would make. */
async function made(line: string): Promise<unknown> {
  const { out, err } = await run(`create ${line} --dry-run=client -o json`);
  expect(err).toBe('');
  return JSON.parse(out);
}

describe('every generator makes what the API takes', () => {
  test.each([
    ['configmap menu --from-literal=a=1', 'configmap/menu'],
    ['cronjob bell --image=busybox:1.36 --schedule="0 7 * * *" -- ring', 'cronjob.batch/bell'],
    [
      'clusterrole guest --verb=get --resource=pods --non-resource-url=/healthz',
      'clusterrole.rbac.authorization.k8s.io/guest',
    ],
    ['clusterrolebinding guests --clusterrole=guest --group=g', 'clusterrolebinding.rbac.authorization.k8s.io/guests'],
    ['deployment shop --image=nginx:1.27 -r 0', 'deployment.apps/shop'],
    ['ingress door --rule=shop.example/*=shop:80,tls=key --class=gate', 'ingress.networking.k8s.io/door'],
    ['job once --image=busybox:1.36', 'job.batch/once'],
    ['namespace street', 'namespace/street'],
    ['pdb calm --selector=app=shop --max-unavailable=10%', 'poddisruptionbudget.policy/calm'],
    ['priorityclass first --value=9 --description=first', 'priorityclass.scheduling.k8s.io/first'],
    ['quota little --hard=pods=3 --scopes=BestEffort', 'resourcequota/little'],
    [
      'role reader --verb=get --verb=list --resource=pods,deployments.apps/scale',
      'role.rbac.authorization.k8s.io/reader',
    ],
    ['rolebinding readers --role=reader --user=u', 'rolebinding.rbac.authorization.k8s.io/readers'],
    ['secret generic key --from-literal=a=b', 'secret/key'],
    ['secret docker-registry reg --docker-username=u --docker-password=p', 'secret/reg'],
    ['service clusterip till --tcp=80:http', 'service/till'],
    ['service externalname far --external-name=far.example', 'service/far'],
    ['sa cook', 'serviceaccount/cook'],
  ])('create %s', async (line, name) => {
    expect(await run(`create ${line}`)).toEqual({ exit: 0, out: `${name} created\n`, err: '' });
  });
});

describe('data', () => {
  test('comes from files, folders and env files', async () => {
    expect(await made('cm c --from-file=recipes --from-file=my=recipes/soup.txt')).toMatchObject({
      data: { 'soup.txt': 'peas', 'stew.txt': 'beans', my: 'peas' },
    });
    expect(await made('secret generic s --from-env-file=kitchen.env')).toMatchObject({
      data: { HEAT: 'aGlnaA==', TIMER: 'NT02', COOK: 'QWRh' },
    });
  });

  test('a hash goes with the content', async () => {
    const nameOf = async (line: string) => ((await made(line)) as { metadata: { name: string } }).metadata.name;
    const first = await nameOf('cm c --append-hash --from-literal=a=1');
    expect(first).toMatch(/^c-[a-z0-9]{10}$/);
    expect(await nameOf('cm c --append-hash --from-literal=a=2')).not.toBe(first);
  });
});

test('rules stand by group, ingress paths by host', async () => {
  expect(await made('role r --verb=get --resource=pods,deployments.apps/scale,services')).toMatchObject({
    rules: [
      { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get'] },
      { apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['get'] },
    ],
  });
  expect(await made('ingress i --rule=a.example/=x:80 --rule=a.example/b*=y:web,tls')).toMatchObject({
    spec: {
      rules: [
        {
          host: 'a.example',
          http: {
            paths: [
              { path: '/', pathType: 'Exact' },
              { path: '/b', pathType: 'Prefix' },
            ],
          },
        },
      ],
      tls: [{ hosts: ['a.example'] }],
    },
  });
});

describe('refused', () => {
  test.each([
    ['cm', "error: exactly one NAME is required, got 0\nSee 'kubectl create configmap -h' for help and examples\n"],
    ['cm c --from-literal=a', 'error: invalid literal source a, expected key=value\n'],
    ['cm c --from-file=none.txt', 'error: error reading none.txt: no such file or directory\n'],
    ['deployment d', 'error: required flag(s) "image" not set\n'],
    ['job j', 'error: either --image or --from must be specified\n'],
    ['pdb p --selector=a=b', 'error: one of min-available or max-unavailable must be specified\n'],
    ['quota q --hard=pods', 'error: Invalid argument syntax pods, expected <resource>=<value>\n'],
    ['role r --verb=get', 'error: at least one resource must be specified\n'],
    ['role r --verb=get --resource=spoons', `the server doesn't have a resource type "spoons"\n`],
    ['rolebinding b --role=r --serviceaccount=cook', 'error: serviceaccount must be <namespace>:<name>\n'],
    ['service nodeport s', 'error: at least one tcp port specifier must be provided\n'],
    ['token nobody', 'error: failed to create token: serviceaccounts "nobody" not found\n'],
    ['ns default', 'Error from server (AlreadyExists): namespaces "default" already exists\n'],
    ['sa default', 'error: failed to create serviceaccount: serviceaccounts "default" already exists\n'],
  ])('create %s', async (line, err) => {
    expect(await run(`create ${line}`)).toEqual({ exit: 1, out: '', err });
  });
});
