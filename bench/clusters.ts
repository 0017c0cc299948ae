// Clusters of any size, grown from the preset that people get.
import { MANIFESTS_FOLDER } from '../preload/contract/inputs.ts';
import type { KubeObject } from '../preload/contract/objects.ts';
import { Cluster } from '../main/engine/cluster.ts';
import { SECOND, after } from '../main/engine/kernel/time.ts';
import type { MachineSpec, Preset } from '../main/engine/preset.ts';
import { readCatalogue, readPreset } from '../main/host/resources.ts';
import { valueOf } from '../main/store/testing/sessions.ts';

const BOOT_MAX_US = 300 * SECOND;
const TURNS_A_SECOND = 20;
const MANAGER_MANIFEST = `${MANIFESTS_FOLDER}/kube-controller-manager.yaml`;
/** As people do for large clusters: the engine is measured, not how long clients hold their requests back. */
const UNLIMITED = '    - --kube-api-qps=-1';

/** A cluster of the tutorial's control plane and `workers` workers, switched on, with all of them ready. */
export function readyCluster(workers: number): Cluster {
  const catalogue = valueOf(readCatalogue());
  const cluster = Cluster.create({ seed: 1, preset: withWorkers(valueOf(readPreset('tutorial')), workers), catalogue });
  cluster.submit({ type: 'power-on' });
  runUntil(cluster, () => readyNodes(cluster) === workers + 1 && runningPods(cluster) === podsOf(cluster), BOOT_MAX_US);
  return cluster;
}

/** Adds a ReplicationController that wants `replicas` small Pods. */
export function addReplicas(
  cluster: Pick<Cluster, 'submit'>,
  name: string,
  replicas: number,
  container: object = {},
): void {
  const labels = { app: name };
  const resources = { requests: { cpu: '10m', memory: '16Mi' } };
  const containers = [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }], resources, ...container }];
  const document = {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name },
    spec: { replicas, selector: labels, template: { metadata: { labels }, spec: { containers } } },
  };
  apply(cluster, document);
}

/** Adds a Service with a node port for the Pods of `addReplicas`. */
export function exposeOnNodes(cluster: Pick<Cluster, 'submit'>, name: string): void {
  const spec = { type: 'NodePort', selector: { app: name }, ports: [{ port: 80 }] };
  apply(cluster, { apiVersion: 'v1', kind: 'Service', metadata: { name }, ...{ spec } });
}

function apply(cluster: Pick<Cluster, 'submit'>, document: KubeObject): void {
  const result = cluster.submit({ type: 'apply', documents: [document], namespace: 'default' });
  if (!result.ok) throw new Error(result.status.message);
}

/** Runs the cluster second by second until `reached`; throws when that takes more than `limitUs`. */
export function runUntil(cluster: Cluster, reached: () => boolean, limitUs: number): void {
  const limit = after(cluster.now, limitUs);
  while (!reached()) {
    if (cluster.now >= limit) throw new Error(`not reached within ${String(limitUs / SECOND)} virtual seconds`);
    for (let turn = 0; turn < TURNS_A_SECOND; turn++) takeTurn(cluster);
  }
}

/** As the host does, which works for some milliseconds at a time and then takes the records there are. */
function takeTurn(cluster: Cluster): void {
  cluster.runUntil(after(cluster.now, SECOND / TURNS_A_SECOND));
  cluster.takeRecords();
}

export function runFor(cluster: Cluster, seconds: number): void {
  const end = after(cluster.now, seconds * SECOND);
  runUntil(cluster, () => cluster.now >= end, 2 * seconds * SECOND);
}

export function runningPods(cluster: Cluster): number {
  let count = 0;
  for (const { status } of cluster.server.store.all('pods')) if (status?.phase === 'Running') count++;
  return count;
}

const podsOf = (cluster: Cluster): number => cluster.server.store.count('pods');

function readyNodes(cluster: Cluster): number {
  const isReady = ({ type, status }: { type: string; status: string }) => type === 'Ready' && status === 'True';
  return [...cluster.server.store.all('nodes')].filter(({ status }) => status?.conditions?.some(isReady)).length;
}

function withWorkers(preset: Preset, count: number): Preset {
  const [control, worker] = preset.nodes;
  if (!control || !worker) throw new Error('the preset has no worker to copy');
  const workers = Array.from({ length: count }, (_, index) => nthWorker(worker, index));
  // Room for a /24 a node.
  const settings = { ...preset.settings, podCidr: '10.128.0.0/9' };
  return { ...preset, settings, nodes: [unlimited(control), ...workers], loads: [] };
}

function unlimited(control: MachineSpec): MachineSpec {
  const program = '    - kube-controller-manager\n';
  const manifest = control.files[MANAGER_MANIFEST];
  if (!manifest?.includes(program)) throw new Error('the preset has no manager to give a flag to');
  const files = { ...control.files, [MANAGER_MANIFEST]: manifest.replace(program, `${program}${UNLIMITED}\n`) };
  return { ...control, files };
}

function nthWorker(worker: MachineSpec, index: number): MachineSpec {
  const ip = `10.1.${String(index >> 8)}.${String(index & 255)}`;
  return { ...worker, name: `worker${String(index)}`, ip, images: [...worker.images, 'nginx:1.27'] };
}
