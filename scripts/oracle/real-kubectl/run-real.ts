// The same cases with kubectl itself: what the API server for real clients answers it, and what it makes of that.
import { binariesOf } from '../../clients/binaries.ts';
import { compareSteps } from '../compare-case.ts';
import type { FoundCase } from '../find-cases.ts';
import { readRecorded } from '../recorded.ts';
import { NOTHING } from '../run-cases.ts';
import type { CaseVerdict } from '../verdict.ts';
import { playReal } from './play-real.ts';
import { RealClusters } from './real-cluster.ts';

/** The version with which the recordings were made. */
const VERSION = '1.35';

/** Plays cases of commands one after the other, each on a fresh cluster. Throws Error when kubectl cannot be fetched. */
export async function* runReal(cases: readonly FoundCase[]): AsyncGenerator<[FoundCase, CaseVerdict]> {
  const path = await binariesOf(VERSION);
  const clusters = await RealClusters.boot();
  try {
    for (const found of cases) yield [found, await runCase(found, clusters, path)];
  } finally {
    clusters.close();
  }
}

async function runCase({ folder }: FoundCase, clusters: RealClusters, path: string): Promise<CaseVerdict> {
  const recorded = readRecorded(folder);
  const cluster = await clusters.fresh();
  try {
    const results = await playReal(folder, recorded, cluster, path);
    const { apiServerAddress } = cluster.host.live.cluster.server.settings;
    // Events and objects at the end are the cluster's, whoever asked it for them.
    return { steps: compareSteps(recorded, results, apiServerAddress), events: NOTHING, objects: NOTHING };
  } finally {
    await cluster.close();
  }
}
