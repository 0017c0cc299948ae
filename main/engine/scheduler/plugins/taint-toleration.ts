// Models pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go (v1.35).
import { toleratesTaint, untoleratedTaint } from '../../kinds/node/taints.ts';
import { type FilterPlugin, type ScorePlugin, hopeless } from '../plugin.ts';

const name = 'TaintToleration';
const failure = hopeless(name, 'node(s) had untolerated taint(s)');

/** Refuses nodes with a taint that the Pod does not tolerate; the fewer mild ones a node has the better. */
export const taintToleration: FilterPlugin & ScorePlugin = {
  name,
  weight: 3,
  normalize: 'inverse',
  filter({ pod }, { taints }) {
    if (taints.length === 0) return undefined;
    return untoleratedTaint(taints, pod.spec?.tolerations ?? [], ['NoSchedule', 'NoExecute']) && failure;
  },
  score({ pod }, { taints }) {
    if (taints.length === 0) return 0;
    const tolerations = pod.spec?.tolerations ?? [];
    return taints.filter(
      (taint) => taint.effect === 'PreferNoSchedule' && !tolerations.some((item) => toleratesTaint(item, taint)),
    ).length;
  },
};
