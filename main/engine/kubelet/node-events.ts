// What a kubelet says of its own Node in Events (pkg/kubelet/kubelet_node_status.go, v1.35).
import { eventTarget } from '../api/event-recorder.ts';
import type { KubeletServices } from './services.ts';

const CALM_STATES = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'];

/** Events about a Node name it by its name where others have a UID, as the kubelet does. */
export function tellOfNode(
  { events, node }: KubeletServices,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  const target = { ...eventTarget({ apiVersion: 'v1', kind: 'Node' }), name: node, uid: node };
  events.send(target, type, reason, message);
}

export function tellNodeState(services: KubeletServices, state: string): void {
  tellOfNode(services, 'Normal', state, `Node ${services.node} status is now: ${state}`);
}

/** A Node that is made anew is short of nothing, which is news. */
export function tellNodeIsNew(services: KubeletServices): void {
  for (const state of CALM_STATES) tellNodeState(services, state);
}
