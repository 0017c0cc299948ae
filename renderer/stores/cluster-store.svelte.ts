import type { PatchMessage, RequestView, SnapshotMessage } from '../../preload/contract/views.ts';
import { clusterOf, emptyCluster, patchCluster, type ClusterState } from './cluster-state.ts';

type RequestListener = (requests: readonly RequestView[], leftOut: number) => void;

/** The cluster at the moment shown. */
export class ClusterStore {
  state = $state.raw<ClusterState>(emptyCluster());
  /** False until the first snapshot. */
  known = $state(false);
  /** Raised with each snapshot: what moves (packets) belongs to another moment then. */
  epoch = $state(0);
  private requestListeners: readonly RequestListener[] = [];

  takeSnapshot(message: SnapshotMessage): void {
    this.state = clusterOf(message);
    this.epoch += 1;
    this.known = true;
  }

  takePatch(message: PatchMessage): void {
    this.state = patchCluster(this.state, message);
    if (message.requests.length > 0) {
      for (const listener of this.requestListeners) listener(message.requests, message.requestsLeftOut);
    }
  }

  /** Finished requests are moments, not state: they are told once. Returns what ends the telling. */
  onRequests(listener: RequestListener): () => void {
    this.requestListeners = [...this.requestListeners, listener];
    return () => {
      this.requestListeners = this.requestListeners.filter((one) => one !== listener);
    };
  }
}
