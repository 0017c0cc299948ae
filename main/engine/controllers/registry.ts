// The controllers that kube-controller-manager runs: one line each, in the order in which they hear of a change.
import type { ControllerDefinition } from './controller.ts';
import { daemonSetController } from './daemonset/daemonset-controller.ts';
import { endpointsController } from './endpoints/endpoints-controller.ts';
import { endpointSliceController } from './endpointslice/endpointslice-controller.ts';
import { garbageCollector } from './garbage-collector/garbage-collector.ts';
import { namespaceController } from './namespace/namespace-controller.ts';
import { nodeIpamController } from './node-ipam/node-ipam-controller.ts';
import { nodeLifecycleController } from './node-lifecycle/node-lifecycle-controller.ts';
import { podGcController } from './pod-gc/pod-gc-controller.ts';
import { replicationController } from './replication/replication-controller.ts';
import { rootCaController } from './root-ca/root-ca-controller.ts';
import { taintEvictionController } from './taint-eviction/taint-eviction-controller.ts';

export const registry: readonly ControllerDefinition[] = [
  replicationController,
  daemonSetController,
  endpointsController,
  endpointSliceController,
  namespaceController,
  rootCaController,
  garbageCollector,
  podGcController,
  nodeIpamController,
  nodeLifecycleController,
  taintEvictionController,
];
