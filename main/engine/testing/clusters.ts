// Clusters for tests, from the presets that people get.
import catalogueJson from '../../../resources/images/catalogue.json';
import oracleJson from '../../../resources/presets/oracle.json';
import tutorialJson from '../../../resources/presets/tutorial.json';
import type { EngineInput, InputResult } from '../../../preload/contract/inputs.ts';
import type { Outcome } from '../../../preload/contract/problems.ts';
import { parseManifest } from '../api/manifest.ts';
import { Cluster, type ClusterOptions, type SavedCluster } from '../cluster.ts';
import type { JournalRecord } from '../kernel/journal.ts';
import { SECOND, type Micros, after } from '../kernel/time.ts';
import { parseCatalogue, parsePreset } from '../preset.ts';

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.problem.where} ${outcome.problem.message}`);
}

const presets = { tutorial: valueOf(parsePreset(tutorialJson)), oracle: valueOf(parsePreset(oracleJson)) };
const catalogue = valueOf(parseCatalogue(catalogueJson));

export function clusterOptions(seed: number, preset: keyof typeof presets = 'tutorial'): ClusterOptions {
  return { seed, preset: presets[preset], catalogue };
}

/** A cluster that has been switched on and has had 60 virtual seconds to come up. */
export function runningCluster(seed = 1, preset: keyof typeof presets = 'tutorial'): Cluster {
  const cluster = Cluster.create(clusterOptions(seed, preset));
  cluster.submit({ type: 'power-on' });
  runFor(cluster, 60);
  return cluster;
}

/** Saves the cluster, turns it into text and back, and makes it anew. */
export function reborn(cluster: Cluster, preset: keyof typeof presets = 'tutorial'): Cluster {
  const saved = JSON.parse(JSON.stringify(cluster.save())) as SavedCluster;
  return Cluster.restore(saved, clusterOptions(0, preset));
}

/** Runs the cluster for some virtual seconds and returns the records of that time. */
export function runFor(cluster: Cluster, seconds: number): JournalRecord[] {
  cluster.runUntil(after(cluster.now, seconds * SECOND));
  return cluster.takeRecords();
}

export function apply(cluster: Cluster, manifest: string): InputResult {
  return cluster.submit({
    type: 'apply',
    documents: valueOf(parseManifest(manifest, 'manifest.yaml')),
    namespace: 'default',
  });
}

export interface TimedInput {
  readonly t: Micros;
  readonly input: EngineInput;
}

/** Gives each input at its instant, in order, and runs on until `end`. */
export function play(
  cluster: Cluster,
  inputs: readonly TimedInput[],
  end: Micros,
  advance = runStraight,
): JournalRecord[] {
  for (const { t, input } of inputs) {
    advance(cluster, t);
    cluster.submit(input);
  }
  advance(cluster, end);
  return cluster.takeRecords();
}

function runStraight(cluster: Cluster, limit: Micros): void {
  cluster.runUntil(limit);
}
