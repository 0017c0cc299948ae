// Models pkg/kubeapiserver/options/plugins.go (v1.35): the plugins that are on by default, in their order. What a plugin
// does for one kind only may live with that kind instead.
import type { Admission } from '../../api/admission.ts';
import { claimResizePlugin } from './claim-resize.ts';
import { defaultIngressClassPlugin } from './default-ingress-class.ts';
import { defaultStorageClassPlugin } from './default-storage-class.ts';
import { inUseProtectionPlugin } from './in-use-protection.ts';
import { limitRangerPlugin } from './limit-ranger.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { podSecurityPlugin } from './pod-security/plugin.ts';
import { podTopologyLabelsPlugin } from './pod-topology-labels.ts';
import { priorityPlugin } from './priority.ts';
import { resourceQuotaPlugin } from './quota/plugin.ts';
import { runtimeClassPlugin } from './runtime-class.ts';
import { serviceAccountPlugin } from './service-account.ts';
import { tolerationSecondsPlugin } from './toleration-seconds.ts';

const plugins: readonly AdmissionPlugin[] = [
  limitRangerPlugin,
  serviceAccountPlugin,
  podSecurityPlugin,
  priorityPlugin,
  tolerationSecondsPlugin,
  defaultStorageClassPlugin,
  inUseProtectionPlugin,
  claimResizePlugin,
  runtimeClassPlugin,
  defaultIngressClassPlugin,
  podTopologyLabelsPlugin,
  resourceQuotaPlugin,
];

/** Every plugin is asked in turn; the first refusal ends it. */
export const admission: Admission = {
  mutate(request, services) {
    for (const plugin of plugins) {
      const refused = plugin.mutate?.(request, services);
      if (refused) return refused;
    }
    return undefined;
  },

  validate(request, services) {
    for (const plugin of plugins) {
      const refused = plugin.validate?.(request, services);
      if (refused) return refused;
    }
    return undefined;
  },
};
