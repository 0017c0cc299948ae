// Models plugin/pkg/admission/podtopologylabels (v1.35): a Pod that is written with its node has the node's topology labels.
// Those that are bound get them there.
import { labelsOnNode } from '../../api/bound-pod.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { draftOf } from './request.ts';

export const podTopologyLabelsPlugin: AdmissionPlugin = {
  name: 'PodTopologyLabels',
  mutate: (request, services) => {
    const pod = request.operation === 'create' ? draftOf(request, 'pods') : undefined;
    if (!pod?.metadata || !pod.spec?.nodeName) return undefined;
    const labels = labelsOnNode(pod.metadata.labels, services.get('nodes', '', pod.spec.nodeName));
    if (labels) pod.metadata.labels = labels;
    return undefined;
  },
};
