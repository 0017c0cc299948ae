// Models NodeInfo in pkg/scheduler/framework/types.go (v1.35): a node and the sum of what is on it, kept up to date as
// Pods come and go.
import type { Node, Taint } from '../api/generated/types.ts';
import { milliOf, unitsOf } from '../api/quantity.ts';
import type { HostPort } from '../kinds/pod/host-ports.ts';
import type { PodInfo } from './pod-info.ts';
import type { Amounts } from './pod-needs.ts';

const NOTHING: Amounts = { cpuMilli: 0, memoryBytes: 0, storageBytes: 0, others: new Map() };
const plainResources = ['cpu', 'memory', 'ephemeral-storage', 'pods'];

export class NodeInfo {
  readonly name: string;
  /** Undefined while only Pods speak of the node. */
  node: Node | undefined;
  /** Place among all nodes; -1 while there is no node. */
  index = -1;
  allocatable = NOTHING;
  podsMax = 0;
  taints: readonly Taint[] = [];
  images: ReadonlyMap<string, number> = new Map();
  podCount = 0;
  cpuMilli = 0;
  memoryBytes = 0;
  storageBytes = 0;
  presumedCpuMilli = 0;
  presumedMemoryBytes = 0;
  readonly others = new Map<string, number>();
  readonly ports: HostPort[] = [];

  constructor(name: string) {
    this.name = name;
  }

  setNode(node: Node | undefined): void {
    this.node = node;
    const allocatable = node?.status?.allocatable ?? {};
    this.allocatable = {
      cpuMilli: milliOf(allocatable['cpu']),
      memoryBytes: unitsOf(allocatable['memory']),
      storageBytes: unitsOf(allocatable['ephemeral-storage']),
      others: new Map(
        Object.entries(allocatable)
          .filter(([name]) => !plainResources.includes(name))
          .map(([name, text]) => [name, unitsOf(text)]),
      ),
    };
    this.podsMax = unitsOf(allocatable['pods']);
    this.taints = node?.spec?.taints ?? [];
    this.images = imagesOf(node);
  }

  add(pod: PodInfo): void {
    this.#count(pod, 1);
    this.ports.push(...pod.needs.ports);
  }

  remove(pod: PodInfo): void {
    this.#count(pod, -1);
    for (const port of pod.needs.ports) {
      const index = this.ports.findIndex(
        (own) => own.port === port.port && own.protocol === port.protocol && own.ip === port.ip,
      );
      if (index >= 0) this.ports.splice(index, 1);
    }
  }

  #count({ needs: { requests, presumed } }: PodInfo, sign: 1 | -1): void {
    this.podCount += sign;
    this.cpuMilli += sign * requests.cpuMilli;
    this.memoryBytes += sign * requests.memoryBytes;
    this.storageBytes += sign * requests.storageBytes;
    this.presumedCpuMilli += sign * presumed.cpuMilli;
    this.presumedMemoryBytes += sign * presumed.memoryBytes;
    for (const [name, amount] of requests.others) this.others.set(name, (this.others.get(name) ?? 0) + sign * amount);
  }
}

function imagesOf(node: Node | undefined): ReadonlyMap<string, number> {
  const images = new Map<string, number>();
  for (const { names = [], sizeBytes = 0 } of node?.status?.images ?? []) {
    for (const name of names) images.set(normalizedImage(name), sizeBytes);
  }
  return images;
}

/** An image without tag or digest is the one tagged `latest`. */
export function normalizedImage(name: string): string {
  return name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name;
}
