import { SECOND } from '../../main/engine/kernel/time.ts';
import { LoadClient } from '../../main/engine/network/load-client.ts';
import { requestAtOnce } from '../../main/engine/network/one-request.ts';
import { SEVEN, SmallCluster, site, slice } from '../../main/engine/network/testing/small-cluster.ts';
import { perSecond } from '../measuring.ts';
import type { BenchRow } from '../row.ts';

const REQUESTS = 200_000;
const ROUNDS = 3;
const SERVICES = 20;
const FIRST_NODE_PORT = 30_080;

const LOAD_RATE = 100_000;
const LOAD_SECONDS = 2;

/** From a client outside through the node's rules to a Pod on another node, and home: every rule is tried in its turn. */
const walk: BenchRow = {
  id: 'packet-walk',
  what: 'requests through the rules of iptables, 20 Services of 7 endpoints',
  bar: 100_000,
  unit: 'requests/s',
  better: 'more',
  measure: () => Math.max(...Array.from({ length: ROUNDS }, rate)),
};

/** The same as a load of 100,000 requests a second: every five hundredth or so is on record, all of them count. */
const load: BenchRow = {
  id: 'load-walk',
  what: 'requests of a load generator through the rules of iptables, 20 Services of 7 endpoints',
  bar: 100_000,
  unit: 'requests/s',
  better: 'more',
  measure: () => Math.max(...Array.from({ length: ROUNDS }, loadRate)),
};

export const rows: readonly BenchRow[] = [walk, load];

function loadRate(): number {
  const cluster = withServices();
  const spec = { name: 'bench', ratePerSecond: LOAD_RATE, target: 'all-node-ports', path: '/' } as const;
  const client = new LoadClient(cluster.kernel, cluster.server, cluster.network, spec);
  cluster.kernel.addActor(client);
  client.start();
  return perSecond(LOAD_RATE * LOAD_SECONDS, () => {
    cluster.runFor(LOAD_SECONDS * SECOND);
  });
}

function rate(): number {
  const { kernel, network } = withServices();
  const from = { kind: 'outside', address: '198.51.100.7' } as const;
  const order = { client: 'bench', from, address: '10.0.0.231', path: '/' };
  return perSecond(REQUESTS, () => {
    for (let index = 0; index < REQUESTS; index++) {
      requestAtOnce(kernel, network, { ...order, port: FIRST_NODE_PORT + (index % SERVICES) });
    }
  });
}

function withServices(): SmallCluster {
  const cluster = new SmallCluster(1);
  for (const address of SEVEN) cluster.runtime.addPod(address);
  for (let index = 0; index < SERVICES; index++) {
    const name = `site-${String(index)}`;
    const ports = [{ port: 8888, protocol: 'TCP', targetPort: 80, nodePort: FIRST_NODE_PORT + index }];
    cluster.apply(site({ clusterIP: `10.200.98.${String(50 + index)}`, ports }, name), slice(SEVEN, name));
  }
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(5 * SECOND);
  return cluster;
}
