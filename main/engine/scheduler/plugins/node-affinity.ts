// Models pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go (v1.35).
import { matchesNodeAffinity, matchesNodeTerm } from '../../kinds/node/affinity.ts';
import { type FilterPlugin, type ScorePlugin, hopeless } from '../plugin.ts';

const name = 'NodeAffinity';
const failure = hopeless(name, "node(s) didn't match Pod's node affinity/selector");

/** Holds a Pod to its nodeSelector and required terms; the weights of the preferred terms that fit add up. */
export const nodeAffinity: FilterPlugin & ScorePlugin = {
  name,
  weight: 2,
  normalize: 'proportional',
  filter({ pod }, { node }) {
    return node && matchesNodeAffinity(pod.spec, node) ? undefined : failure;
  },
  score({ pod }, { node }) {
    const preferred = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    if (!node || preferred.length === 0) return 0;
    return preferred
      .filter(({ preference }) => matchesNodeTerm(preference, node))
      .reduce((sum, { weight }) => sum + weight, 0);
  },
};
