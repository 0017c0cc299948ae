// Models pkg/scheduler/backend/cache/cache.go (v1.35): the scheduler's own picture of what is where, which also holds
// the Pods that it has just placed and that its caches do not show yet.
import type { Node, Pod } from '../api/generated/types.ts';
import { jsonEqual } from '../kernel/json.ts';
import { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';

export interface Placed {
  readonly info: PodInfo;
  readonly on: NodeInfo;
}

/** The values of one label on the nodes. */
export interface Domains {
  readonly names: readonly string[];
  /** For each node by its index the place of its value in `names`; -1 when it has none. */
  readonly ofNode: Int32Array;
}

/** Hears of every Pod that comes to or leaves a place. */
export type PlacementListener = (pod: PodInfo, on: NodeInfo, sign: 1 | -1) => void;

export class ClusterView {
  /** All nodes, in the order of their names. */
  readonly nodes: NodeInfo[] = [];
  /** On how many nodes each image is. */
  readonly imageCounts = new Map<string, number>();
  /** Grows when nodes, their labels or images come or go: then whatever was worked out for all nodes is void. */
  epoch = 0;
  /**
   * By the index of each node a number that grows with every change, so that whoever has judged the node knows whether the
   * judgement still holds. Begins anew with an epoch.
   */
  generations = new Float64Array(0);
  readonly #infos = new Map<string, NodeInfo>();
  readonly #placed = new Map<string, Placed>();
  /** Those of the placed Pods that say something of others. */
  readonly #opinionated = new Map<string, Placed>();
  readonly #onPlacement: PlacementListener;
  readonly #domains = new Map<string, Domains & { readonly epoch: number }>();

  constructor(onPlacement: PlacementListener) {
    this.#onPlacement = onPlacement;
  }

  node(name: string): NodeInfo | undefined {
    const info = this.#infos.get(name);
    return info?.node && info;
  }

  placedPods(): Iterable<Placed> {
    return this.#placed.values();
  }

  /** Of the placed Pods those that want others near, or far. */
  opinionatedPods(): Iterable<Placed> {
    return this.#opinionated.values();
  }

  setNode(node: Node): void {
    const info = this.#info(node.metadata?.name ?? '');
    const before = info.images;
    const isNew = info.node === undefined;
    if (!jsonEqual(info.node?.metadata?.labels, node.metadata?.labels)) this.epoch++;
    info.setNode(node);
    if (isNew) this.#insert(info);
    this.#changed(info);
    if (isNew || !jsonEqual([...before], [...info.images])) this.#countImages(before, info.images);
  }

  removeNode(name: string): void {
    const info = this.#infos.get(name);
    if (!info?.node) return;
    const before = info.images;
    info.setNode(undefined);
    this.nodes.splice(info.index, 1);
    info.index = -1;
    this.#renumber();
    this.#countImages(before, new Map());
    this.#forgetIfEmpty(info);
  }

  /** How the nodes divide by the value of a label. */
  domains(label: string): Domains {
    const known = this.#domains.get(label);
    if (known?.epoch === this.epoch) return known;
    const places = new Map<string, number>();
    const ofNode = new Int32Array(this.nodes.length).fill(-1);
    for (const { index, node } of this.nodes) {
      const value = node?.metadata?.labels?.[label];
      if (value === undefined) continue;
      const place = places.get(value) ?? places.size;
      places.set(value, place);
      ofNode[index] = place;
    }
    const domains = { names: [...places.keys()], ofNode, epoch: this.epoch };
    this.#domains.set(label, domains);
    return domains;
  }

  isPlaced(key: string): boolean {
    return this.#placed.has(key);
  }

  /** Puts a Pod on a node, from wherever it was. */
  place(info: PodInfo, node: string): void {
    this.remove(info.key);
    const on = this.#info(node);
    on.add(info);
    this.#changed(on);
    const placed = { info, on };
    this.#placed.set(info.key, placed);
    if (info.terms) this.#opinionated.set(info.key, placed);
    this.#onPlacement(info, on, 1);
  }

  /** Takes a Pod away, and answers it if it was there. */
  remove(key: string): PodInfo | undefined {
    const placed = this.#placed.get(key);
    if (!placed) return undefined;
    this.#placed.delete(key);
    this.#opinionated.delete(key);
    placed.on.remove(placed.info);
    this.#changed(placed.on);
    this.#onPlacement(placed.info, placed.on, -1);
    this.#forgetIfEmpty(placed.on);
    return placed.info;
  }

  /** A placed Pod has a newer version that counts as the one before: the old one need not be kept. */
  renew(key: string, pod: Pod): void {
    const placed = this.#placed.get(key);
    if (placed) placed.info.pod = pod;
  }

  #changed({ index }: NodeInfo): void {
    if (index >= 0) this.generations[index] = (this.generations[index] ?? 0) + 1;
  }

  #info(name: string): NodeInfo {
    let info = this.#infos.get(name);
    if (!info) {
      info = new NodeInfo(name);
      this.#infos.set(name, info);
    }
    return info;
  }

  #forgetIfEmpty(info: NodeInfo): void {
    if (!info.node && info.podCount === 0) this.#infos.delete(info.name);
  }

  #insert(info: NodeInfo): void {
    const place = this.nodes.findIndex(({ name }) => name > info.name);
    if (place < 0) this.nodes.push(info);
    else this.nodes.splice(place, 0, info);
    this.#renumber();
  }

  #renumber(): void {
    this.epoch++;
    this.generations = new Float64Array(this.nodes.length);
    for (const [index, info] of this.nodes.entries()) info.index = index;
  }

  #countImages(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): void {
    this.epoch++;
    for (const name of before.keys()) this.imageCounts.set(name, (this.imageCounts.get(name) ?? 0) - 1);
    for (const name of now.keys()) this.imageCounts.set(name, (this.imageCounts.get(name) ?? 0) + 1);
    for (const name of before.keys()) if (this.imageCounts.get(name) === 0) this.imageCounts.delete(name);
  }
}
