import { RandomStreams, type RandomStream } from '../../../../engine/kernel/random.ts';
import type { TerminalCluster } from '../../cluster-client.ts';

/** Chance for what a program only looks at: never one of the cluster's own streams, whose dice it must not change. */
export function chanceOf({ cluster }: TerminalCluster, program: string): RandomStream {
  return new RandomStreams(cluster.kernel.seed).get(`terminal/${program}/${cluster.now}`);
}
