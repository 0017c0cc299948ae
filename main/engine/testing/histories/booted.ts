// Clusters that have come up, on which histories are played: booted once, then made anew for every seed.
import { Cluster, type ClusterOptions, type SavedCluster } from '../../cluster.ts';
import { clusterOptions, runFor } from '../clusters.ts';
import { SILENCE } from './acts/network.ts';
import { PROVISIONER } from './acts/storage.ts';

const BOOT_SECONDS = 90;
const PRESETS = ['oracle', 'oracle', 'tutorial'] as const;
type PresetName = (typeof PRESETS)[number];

/** Makes clusters for histories; what they boot is kept here, not in the module. */
export class BootedClusters {
  readonly #saved = new Map<PresetName, string>();

  /** A fresh cluster whose chance, from now on, comes from `seed`. */
  fresh(seed: number): Cluster {
    const preset = presetOf(seed);
    const saved = JSON.parse(this.#bootedText(preset)) as SavedCluster;
    const kernel = { ...saved.kernel, seed, streams: [] };
    return Cluster.restore({ ...saved, kernel }, optionsOf(preset));
  }

  /** The cluster of a history's seed, made anew from what it is now. */
  reborn(seed: number, cluster: Cluster): Cluster {
    return Cluster.restore(JSON.parse(JSON.stringify(cluster.save())) as SavedCluster, optionsOf(presetOf(seed)));
  }

  #bootedText(preset: PresetName): string {
    const known = this.#saved.get(preset);
    if (known !== undefined) return known;
    const cluster = Cluster.create(optionsOf(preset));
    cluster.submit({ type: 'power-on' });
    runFor(cluster, BOOT_SECONDS);
    cluster.submit({ type: 'set-load', load: SILENCE });
    cluster.takeRecords();
    const text = JSON.stringify(cluster.save());
    this.#saved.set(preset, text);
    return text;
  }
}

function presetOf(seed: number): PresetName {
  return PRESETS[Math.abs(seed) % PRESETS.length] ?? 'oracle';
}

function optionsOf(name: PresetName): ClusterOptions {
  const options = clusterOptions(1, name);
  const settings = { ...options.preset.settings, provisioners: [PROVISIONER] };
  return { ...options, preset: { ...options.preset, settings } };
}
