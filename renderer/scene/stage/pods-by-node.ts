import type { PodView } from '../../../preload/contract/views.ts';

export type PodGroups = ReadonlyMap<string, readonly PodView[]>;

/** The Pods of each node, by its name; those without one under the empty name. Grouped anew only when Pods change. */
export class PodsByNode {
  private pods: ReadonlyMap<string, PodView> = new Map();
  private groups: PodGroups = new Map();

  of(pods: ReadonlyMap<string, PodView>): PodGroups {
    if (pods !== this.pods) this.groups = grouped(pods);
    this.pods = pods;
    return this.groups;
  }
}

function grouped(pods: ReadonlyMap<string, PodView>): PodGroups {
  const groups = new Map<string, PodView[]>();
  for (const pod of pods.values()) {
    const group = groups.get(pod.node ?? '');
    if (group) group.push(pod);
    else groups.set(pod.node ?? '', [pod]);
  }
  return groups;
}
