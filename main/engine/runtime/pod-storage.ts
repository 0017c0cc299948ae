// Models what the kubelet's stats provider says of local storage (v1.35): what a Pod's containers have written and logged,
// and what is in its volumes.
import type { Container } from './container.ts';
import type { Sandbox } from './sandbox.ts';

export interface PodStorage {
  readonly bytes: number;
  /** How many files there are. */
  readonly files: number;
  /** What containers have written and logged, by their names. */
  readonly containers: ReadonlyMap<string, number>;
  /** What is in the Pod's own volumes, by their names. */
  readonly volumes: ReadonlyMap<string, number>;
}

export const NO_STORAGE: PodStorage = { bytes: 0, files: 0, containers: new Map(), volumes: new Map() };

export function storageOf(sandbox: Sandbox): PodStorage {
  const containers = new Map<string, number>();
  const volumes = new Map<string, number>();
  let files = 0;
  for (const container of sandbox.containers) {
    const { name } = container.config;
    containers.set(name, (containers.get(name) ?? 0) + writtenBy(container));
    files += container.layer?.size ?? 0;
  }
  for (const [name, tree] of sandbox.volumes) {
    volumes.set(name, tree.usedBytes);
    files += tree.count;
  }
  return { bytes: sumOf(containers) + sumOf(volumes), files, containers, volumes };
}

function writtenBy({ layer, sizes, logBytes = 0 }: Container): number {
  let bytes = logBytes;
  for (const [path, text] of layer ?? []) bytes += sizes?.[path] ?? text?.length ?? 0;
  return bytes;
}

const sumOf = (amounts: ReadonlyMap<string, number>) => [...amounts.values()].reduce((sum, bytes) => sum + bytes, 0);
