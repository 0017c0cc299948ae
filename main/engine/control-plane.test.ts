// The control plane lives in static Pods: what its programs do stops with them and goes on when they are back.
import { describe, expect, it } from 'vitest';
import { MANIFESTS_FOLDER } from '../../preload/contract/inputs.ts';
import type { Cluster } from './cluster.ts';
import { apply, runFor, runningCluster } from './testing/clusters.ts';

const pod = (name: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {containers: [{name: web, image: "nginx:1.25"}]}}`;

function move(cluster: Cluster, component: string, direction: 'out' | 'in'): void {
  const inForce = `${MANIFESTS_FOLDER}/${component}.yaml`;
  const away = `/root/${component}.yaml`;
  const [from, to] = direction === 'out' ? [inForce, away] : [away, inForce];
  expect(cluster.submit({ type: 'move-file', node: 'master231', from, to })).toEqual({ ok: true });
}

const phaseOf = (cluster: Cluster, name: string) => cluster.server.store.get('pods', `default/${name}`)?.status?.phase;

describe('without its Pod', () => {
  it('kube-scheduler schedules nothing, and catches up when it is back', () => {
    const cluster = runningCluster();
    move(cluster, 'kube-scheduler', 'out');
    runFor(cluster, 40);
    expect(apply(cluster, pod('waiting'))).toMatchObject({ ok: true });
    runFor(cluster, 60);
    expect(phaseOf(cluster, 'waiting')).toBe('Pending');
    move(cluster, 'kube-scheduler', 'in');
    runFor(cluster, 40);
    expect(phaseOf(cluster, 'waiting')).toBe('Running');
  });

  it('kube-apiserver refuses connections, what runs goes on running, and all is well when it is back', () => {
    const cluster = runningCluster();
    apply(cluster, pod('steady'));
    runFor(cluster, 10);
    move(cluster, 'kube-apiserver', 'out');
    runFor(cluster, 40);
    expect(apply(cluster, pod('late'))).toMatchObject({
      ok: false,
      status: {
        message: 'The connection to the server 10.0.0.231:6443 was refused - did you specify the right host or port?',
      },
    });
    expect(
      cluster.runtime.podAt(cluster.server.store.get('pods', 'default/steady')?.status?.podIP ?? ''),
    ).toBeDefined();
    move(cluster, 'kube-apiserver', 'in');
    runFor(cluster, 90);
    expect(apply(cluster, pod('late'))).toMatchObject({ ok: true });
    runFor(cluster, 30);
    expect(phaseOf(cluster, 'late')).toBe('Running');
    for (const node of cluster.server.store.all('nodes')) {
      expect(node.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
    }
  });

  it('kube-apiserver refuses connections, and once it is back takes the node ports that its manifest says', () => {
    const cluster = runningCluster();
    const service = (name: string, port: number) =>
      `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {type: NodePort, ports: [{port: 80, nodePort: ${String(port)}}]}}`;
    const path = `${MANIFESTS_FOLDER}/kube-apiserver.yaml`;
    const usual = cluster.runtime.machine('master231').disk.read(path) ?? '';
    const wide = usual.replace('- kube-apiserver\n', (line) => `${line}    - --service-node-port-range=3000-50000\n`);
    expect(wide).not.toBe(usual);
    const outOfRange = (range: string) => ({
      ok: false,
      status: { message: expect.stringContaining(`The range of valid ports is ${range}`) as string },
    });
    expect(apply(cluster, service('web', 8080))).toMatchObject(outOfRange('30000-32767'));
    cluster.submit({ type: 'write-file', node: 'master231', path, text: wide });
    move(cluster, 'kube-apiserver', 'out');
    runFor(cluster, 25);
    expect(apply(cluster, service('web', 8080))).toMatchObject({ ok: false });
    move(cluster, 'kube-apiserver', 'in');
    runFor(cluster, 30);
    expect(apply(cluster, service('web', 8080))).toMatchObject({ ok: true });
    expect(apply(cluster, service('low', 2999))).toMatchObject(outOfRange('3000-50000'));
    cluster.submit({ type: 'write-file', node: 'master231', path, text: usual });
    runFor(cluster, 60);
    expect(apply(cluster, service('late', 8081))).toMatchObject(outOfRange('30000-32767'));
  });

  it('etcd stops everything, but one that somebody runs besides is none of the cluster', () => {
    const cluster = runningCluster();
    const own = pod('web')
      .replace('name: web}', 'name: store, namespace: default}')
      .replace('nginx:1.25', 'etcd:3.6.6-0');
    apply(cluster, own);
    runFor(cluster, 10);
    expect(phaseOf(cluster, 'store')).toBe('Running');
    cluster.submit({ type: 'kill-container', namespace: 'default', pod: 'store', container: 'web' });
    runFor(cluster, 1);
    expect(apply(cluster, pod('meanwhile'))).toMatchObject({ ok: true });
    move(cluster, 'etcd', 'out');
    runFor(cluster, 40);
    expect(apply(cluster, pod('late'))).toMatchObject({ ok: false });
  });

  it('kube-controller-manager replaces nothing, and does so when it is back', () => {
    const cluster = runningCluster();
    move(cluster, 'kube-controller-manager', 'out');
    runFor(cluster, 40);
    const template = '{metadata: {labels: {app: a}}, spec: {containers: [{name: web, image: "nginx:1.25"}]}}';
    apply(
      cluster,
      `{apiVersion: v1, kind: ReplicationController, metadata: {name: a}, spec: {replicas: 2, template: ${template}}}`,
    );
    runFor(cluster, 30);
    const replicas = () =>
      [...cluster.server.store.all('pods')].filter(({ metadata }) => metadata?.labels?.['app'] === 'a');
    expect(replicas()).toEqual([]);
    move(cluster, 'kube-controller-manager', 'in');
    runFor(cluster, 40);
    expect(replicas().map(({ status }) => status?.phase)).toEqual(['Running', 'Running']);
  });

  it('etcd, the API server can neither read nor write', () => {
    const cluster = runningCluster();
    move(cluster, 'etcd', 'out');
    runFor(cluster, 40);
    expect(apply(cluster, pod('late'))).toMatchObject({
      ok: false,
      status: { message: 'etcdserver: request timed out' },
    });
    move(cluster, 'etcd', 'in');
    runFor(cluster, 90);
    expect(apply(cluster, pod('late'))).toMatchObject({ ok: true });
  });
});

it('says which file is not there', () => {
  const cluster = runningCluster();
  expect(cluster.submit({ type: 'move-file', node: 'master231', from: '/nowhere', to: '/somewhere' })).toMatchObject({
    ok: false,
    status: { message: 'there is no file "/nowhere" on machine "master231"' },
  });
});
