// What a scheduling plugin is: it looks at one Pod and one node at a time.
import type { ClusterView } from './cluster-view.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';

/** Why a node is out of the question. */
export interface Failure {
  readonly plugin: string;
  /** As messages count them, for example `Insufficient cpu`. */
  readonly reasons: readonly string[];
  /** Whether the node could do if Pods on it made room. */
  readonly resolvable: boolean;
}

/** What a plugin that has looked at the whole cluster for one Pod says of a node. */
export type NodeTest = (node: NodeInfo) => Failure | undefined;

export interface FilterPlugin {
  readonly name: string;
  filter(pod: PodInfo, node: NodeInfo): Failure | undefined;
}

export interface ScorePlugin {
  readonly name: string;
  readonly weight: number;
  /** The points of a node, 0 to 100 unless they are normalised. */
  score(pod: PodInfo, node: NodeInfo, view: ClusterView): number;
  /**
   * How points of any size become 0 to 100 in view of the most that any candidate has: in proportion, or the other way
   * round so that most is worst.
   */
  readonly normalize?: 'proportional' | 'inverse';
}

export const POINTS_MAX = 100;

/** Always the same failure of a plugin that has one thing to say; other Pods on the node do not matter to it. */
export function hopeless(plugin: string, reason: string): Failure {
  return { plugin, reasons: [reason], resolvable: false };
}
