import type { EndpointSlice, Service } from '../../main/engine/api/generated/types.ts';
import { ObjectStore } from '../../main/engine/api/store.ts';
import { START } from '../../main/engine/kernel/time.ts';
import { NodeRules } from '../../main/engine/network/node-rules.ts';
import type { ProxyMode } from '../../main/engine/network/services/port-context.ts';
import { elapsedMs, percentile } from '../measuring.ts';
import type { BenchRow } from '../row.ts';

const SERVICES = 10_000;
const ENDPOINTS = 10;
const CHANGES = 9;
const NODE = 'worker232';

const modes: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs'];

/** What one change costs the simulation, not the kube-proxy that it simulates: that is `syncDurationUs`. */
export const rows: readonly BenchRow[] = modes.map((mode) => ({
  id: `proxy-sync-${mode}`,
  what: `a sync of ${mode} after one change at 10,000 Services of 10 endpoints`,
  bar: 1_000,
  unit: 'ms',
  better: 'less',
  measure: () => medianSync(mode),
}));

function medianSync(mode: ProxyMode): number {
  const rules = new NodeRules(new ObjectStore());
  const services = Array.from({ length: SERVICES }, (_, index) => service(index));
  const slices = services.map((_, index) => slice(index, 0));
  const sync = (version: number) => {
    rules.plan(
      { node: NODE, addresses: ['10.0.0.232'], zone: '', settings: settingsOf(mode), full: version === 0, now: START },
      {
        id: `${version}`,
        services,
        slices,
      },
    );
    rules.commit(NODE, START, version);
  };
  sync(0);
  const times = Array.from({ length: CHANGES }, (_, index) => {
    slices[index * 1_000] = slice(index * 1_000, index + 1);
    return elapsedMs(() => {
      sync(index + 1);
    });
  });
  return percentile(times, 0.5);
}

function settingsOf(mode: ProxyMode) {
  const ranges = { clusterCidr: '10.100.0.0/16', serviceCidr: '10.200.0.0/16' };
  return { mode, ...ranges, masqueradeAll: false, localhostNodePorts: true, scheduler: 'rr' };
}

const nameOf = (index: number) => `site-${String(index)}`;
const addressOf = (network: number, index: number) => `10.${network}.${index >> 8}.${index & 255}`;

function service(index: number): Service {
  const ports = [{ port: 80, protocol: 'TCP', targetPort: 80 }];
  return {
    metadata: { namespace: 'default', name: nameOf(index), resourceVersion: '0' },
    spec: { clusterIP: addressOf(200, index), ports },
  };
}

function slice(index: number, version: number): EndpointSlice {
  const count = ENDPOINTS - (version % 2);
  const addresses = Array.from({ length: count }, (_, at) => addressOf(100 + at, index));
  return {
    addressType: 'IPv4',
    metadata: {
      namespace: 'default',
      name: `${nameOf(index)}-x`,
      resourceVersion: String(version),
      labels: { 'kubernetes.io/service-name': nameOf(index) },
    },
    endpoints: addresses.map((address) => ({
      addresses: [address],
      conditions: { ready: true },
      nodeName: 'worker233',
    })),
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
  };
}
