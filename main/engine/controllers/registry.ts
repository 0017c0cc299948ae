// The controllers that kube-controller-manager runs: one line each, in the order in which they hear of a change.
import type { ControllerDefinition } from './controller.ts';
import { clusterRoleAggregationController } from './cluster-role-aggregation/aggregation-controller.ts';
import { customResourceDefinitionController } from './custom-resource-definition/definition-controller.ts';
import { cronJobController } from './cron-job/cron-job-controller.ts';
import { daemonSetController } from './daemonset/daemonset-controller.ts';
import { deploymentController } from './deployment/deployment-controller.ts';
import { disruptionController } from './disruption/disruption-controller.ts';
import { endpointsController } from './endpoints/endpoints-controller.ts';
import { endpointSliceController } from './endpointslice/endpointslice-controller.ts';
import { endpointSliceMirroringController } from './endpointslice-mirroring/mirroring-controller.ts';
import { ephemeralVolumeController } from './ephemeral-volume/ephemeral-volume-controller.ts';
import { garbageCollector } from './garbage-collector/garbage-collector.ts';
import { horizontalPodAutoscalerController } from './horizontal-pod-autoscaler/autoscaler-controller.ts';
import { jobController } from './job/job-controller.ts';
import { namespaceController } from './namespace/namespace-controller.ts';
import { nodeIpamController } from './node-ipam/node-ipam-controller.ts';
import { nodeLifecycleController } from './node-lifecycle/node-lifecycle-controller.ts';
import { nodeTtlController } from './node-ttl/node-ttl-controller.ts';
import { persistentVolumeController } from './persistent-volume/volume-controller.ts';
import { podGcController } from './pod-gc/pod-gc-controller.ts';
import { replicaSetController } from './replica-set/replica-set-controller.ts';
import { replicationController } from './replication/replication-controller.ts';
import { resourceQuotaController } from './resource-quota/resource-quota-controller.ts';
import { rootCaController } from './root-ca/root-ca-controller.ts';
import { serviceAccountController } from './service-account/service-account-controller.ts';
import { serviceAccountTokenController } from './service-account-token/token-controller.ts';
import { claimProtectionController, volumeProtectionController } from './volume-protection/volume-protection.ts';
import { statefulSetController } from './stateful-set/stateful-set-controller.ts';
import { ttlAfterFinishedController } from './ttl-after-finished/ttl-after-finished-controller.ts';
import { serviceLbController } from './service-lb/service-lb-controller.ts';
import { taintEvictionController } from './taint-eviction/taint-eviction-controller.ts';
import { volumeExpandController } from './volume-expand/volume-expand-controller.ts';

export const registry: readonly ControllerDefinition[] = [
  replicationController,
  replicaSetController,
  deploymentController,
  statefulSetController,
  daemonSetController,
  jobController,
  cronJobController,
  ttlAfterFinishedController,
  horizontalPodAutoscalerController,
  disruptionController,
  endpointsController,
  endpointSliceController,
  endpointSliceMirroringController,
  serviceLbController,
  customResourceDefinitionController,
  clusterRoleAggregationController,
  namespaceController,
  serviceAccountController,
  serviceAccountTokenController,
  rootCaController,
  resourceQuotaController,
  persistentVolumeController,
  ephemeralVolumeController,
  volumeExpandController,
  claimProtectionController,
  volumeProtectionController,
  garbageCollector,
  podGcController,
  nodeIpamController,
  nodeLifecycleController,
  nodeTtlController,
  taintEvictionController,
];
