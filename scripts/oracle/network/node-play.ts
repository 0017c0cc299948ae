// One node and its rules, without a cluster around it: the objects of a case are what its kube-proxy knows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { EndpointSlice, Service } from '../../../main/engine/api/generated/types.ts';
import { ObjectStore } from '../../../main/engine/api/store.ts';
import { Kernel } from '../../../main/engine/kernel/kernel.ts';
import { SECOND, after } from '../../../main/engine/kernel/time.ts';
import { parseIp } from '../../../main/engine/network/cidr.ts';
import { ClientMemory } from '../../../main/engine/network/client-memory.ts';
import { NodeRules } from '../../../main/engine/network/node-rules.ts';
import type { NodeTable } from '../../../main/engine/network/node-table.ts';
import type { NodeView } from '../../../main/engine/network/packet.ts';
import type { ProxyMode } from '../../../main/engine/network/services/port-context.ts';
import { healthCheckAnswer } from '../../../main/engine/network/services/health-check.ts';
import type { HttpResponse } from '../../../preload/contract/requests.ts';
import type { NetworkCase, NetworkStep } from './network-case.ts';

/** As the recording cluster was set up. */
const RANGES = { clusterCidr: '10.100.0.0/16', serviceCidr: '10.200.0.0/16' };
const NODES: Readonly<Record<string, { readonly address: string; readonly zone: string }>> = {
  master231: { address: '10.0.0.231', zone: 'zone-a' },
  worker232: { address: '10.0.0.232', zone: 'zone-a' },
  worker233: { address: '10.0.0.233', zone: 'zone-b' },
};
/** Where Pods of the node go out, on every node of the recording. */
const POD_GATEWAY = '10.100.1.1';
/** Between two syncs, long enough for what waits a second. */
const PAUSE_US = 2 * SECOND;

type Known = Service | EndpointSlice;

const API_SERVICE: readonly Known[] = [
  {
    kind: 'Service',
    metadata: { namespace: 'default', name: 'kubernetes' },
    spec: { clusterIP: '10.200.0.1', ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }] },
  },
  {
    kind: 'EndpointSlice',
    addressType: 'IPv4',
    metadata: { namespace: 'default', name: 'kubernetes', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    endpoints: [{ addresses: ['10.0.0.231'], conditions: { ready: true } }],
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
  },
];

export class NodePlay {
  readonly #kernel = new Kernel(1);
  readonly #rules = new NodeRules(new ObjectStore());
  readonly #objects = new Map<string, Known>();
  readonly #case: NetworkCase;
  readonly #mode: ProxyMode;
  #syncs = 0;

  constructor(recorded: NetworkCase, mode: ProxyMode) {
    this.#case = recorded;
    this.#mode = mode;
    for (const object of API_SERVICE) this.#put(object);
    this.#sync();
  }

  get table(): NodeTable {
    const table = this.#rules.table(this.#case.node);
    if (!table) throw new Error('no sync has been done');
    return table;
  }

  /** `ip:port` of every endpoint there is: each answers. */
  get listeners(): ReadonlySet<string> {
    const slices = [...this.#objects.values()].filter((object) => 'addressType' in object);
    return new Set(
      slices.flatMap(({ endpoints = [], ports = [] }) =>
        endpoints.flatMap(({ addresses }) => addresses.flatMap((ip) => ports.map(({ port }) => `${ip}:${port ?? 0}`))),
      ),
    );
  }

  /** What a load balancer is told that asks at the port whether the node serves. */
  healthCheck(port: number): HttpResponse | undefined {
    const known = this.#rules.knownAt(this.#case.node);
    return known && healthCheckAnswer(known, this.#case.node, port);
  }

  /** The node as a client finds it that has not been there before. */
  view(): NodeView {
    const addresses = [NODES[this.#case.node]?.address ?? '', POD_GATEWAY].flatMap((ip) => parseIp(ip) ?? []);
    return { addresses, random: this.#kernel.random('network'), memory: new ClientMemory(), now: this.#kernel.now };
  }

  do(step: NetworkStep): void {
    if (step.file !== undefined) {
      for (const object of objectsIn(join(this.#case.folder, step.file))) this.#put(object);
      this.#sync();
    }
    for (const name of step.delete) {
      this.#objects.delete(name);
      this.#sync();
    }
  }

  #put(object: Known): void {
    this.#objects.set(`${(object.kind ?? '').toLowerCase()}/${object.metadata?.name ?? ''}`, object);
  }

  #sync(): void {
    const { node, masqueradeAll } = this.#case;
    const { address = '', zone = '' } = NODES[node] ?? {};
    const all = [...this.#objects.values()];
    const settings = { mode: this.#mode, ...RANGES, masqueradeAll, localhostNodePorts: true, scheduler: 'rr' };
    const place = {
      node,
      addresses: [address, POD_GATEWAY],
      zone,
      settings,
      full: this.#syncs === 0,
      now: this.#kernel.now,
    };
    this.#rules.plan(place, {
      id: `${(this.#syncs += 1)}`,
      services: all.filter((object): object is Service => !('addressType' in object)),
      slices: all.filter((object): object is EndpointSlice => 'addressType' in object),
    });
    this.#rules.commit(node, this.#kernel.now, this.#syncs);
    this.#kernel.runUntil(after(this.#kernel.now, PAUSE_US));
  }
}

function objectsIn(file: string): readonly Known[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'));
  const objects = documents.map((document) => document.toJS() as Known | null).filter((object) => object !== null);
  // Every state of an object is another object to whoever compares revisions.
  return objects.map((object) => ({
    ...object,
    metadata: { ...object.metadata, resourceVersion: file },
  }));
}
