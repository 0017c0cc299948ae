// Models pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go (v1.35).
import { toleratesTaint } from '../../kinds/node/taints.ts';
import { type FilterPlugin, hopeless } from '../plugin.ts';

const name = 'NodeUnschedulable';
const failure = hopeless(name, 'node(s) were unschedulable');
const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Nodes that are cordoned take only Pods that tolerate it. */
export const nodeUnschedulable: FilterPlugin = {
  name,
  filter(pod, { node }) {
    if (!node?.spec?.unschedulable) return undefined;
    const tolerations = pod.pod.spec?.tolerations ?? [];
    return tolerations.some((toleration) => toleratesTaint(toleration, taint)) ? undefined : failure;
  },
};
