// What people and programs outside can do to a cluster. Inputs are journaled before anything of them is shown; with
// the seed they determine the whole history.
import type { KubeObject } from './objects.ts';

export type ApiRequest = { readonly resource: string; readonly namespace?: string | undefined } & (
  | { readonly verb: 'get'; readonly name: string }
  | { readonly verb: 'list'; readonly labelSelector?: string | undefined; readonly fieldSelector?: string | undefined }
  | {
      readonly verb: 'create';
      readonly name?: string | undefined;
      readonly object: KubeObject;
      readonly subresource?: string | undefined;
      readonly dryRun?: boolean | undefined;
    }
  | {
      readonly verb: 'update';
      readonly name: string;
      readonly object: KubeObject;
      readonly subresource?: string | undefined;
      readonly dryRun?: boolean | undefined;
    }
  | {
      readonly verb: 'patch';
      readonly name: string;
      readonly patchType: 'merge' | 'json' | 'strategic';
      readonly patch: unknown;
      readonly subresource?: string | undefined;
      readonly dryRun?: boolean | undefined;
    }
  | {
      readonly verb: 'delete';
      readonly name: string;
      readonly gracePeriodSeconds?: number | undefined;
      readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan' | undefined;
      readonly dryRun?: boolean | undefined;
    }
);

/** Where each kubelet finds its static Pods, and where Kubarium puts a manifest that is taken out. */
export const MANIFESTS_FOLDER = '/etc/kubernetes/manifests';
export const MANIFESTS_AWAY_FOLDER = '/root';

/** A load generator outside the cluster. */
export interface LoadSpec {
  readonly name: string;
  /** Requests a second, 0 (off) to 1000. */
  readonly ratePerSecond: number;
  /** `all-node-ports`: every node port of every Service on every node in turn; else one Service. */
  readonly target: 'all-node-ports' | { readonly namespace: string; readonly service: string };
  /** Path of the request, for example `/`. */
  readonly path: string;
}

export type EngineInput =
  | { readonly type: 'power-on' }
  /** All documents or, if one is refused, none. */
  | { readonly type: 'apply'; readonly documents: readonly KubeObject[]; readonly namespace: string }
  | { readonly type: 'request'; readonly request: ApiRequest }
  | { readonly type: 'set-load'; readonly load: LoadSpec }
  /** What `crictl stop` does on the Pod's node: the kubelet finds the container gone. */
  | { readonly type: 'kill-container'; readonly namespace: string; readonly pod: string; readonly container: string }
  | { readonly type: 'write-file'; readonly node: string; readonly path: string; readonly text: string }
  | { readonly type: 'move-file'; readonly node: string; readonly from: string; readonly to: string }
  | { readonly type: 'node-power'; readonly node: string; readonly on: boolean };

/** A Kubernetes Status as the API answers it on failure. */
export interface ApiStatus {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Record<string, never>;
  readonly status: 'Success' | 'Failure';
  readonly message: string;
  readonly reason: string;
  readonly code: number;
  readonly details?:
    | {
        readonly name?: string | undefined;
        readonly group?: string | undefined;
        readonly kind?: string | undefined;
        readonly uid?: string | undefined;
        readonly retryAfterSeconds?: number | undefined;
        readonly causes?:
          readonly { readonly reason: string; readonly message: string; readonly field: string }[] | undefined;
      }
    | undefined;
}

/** What became of one document of a manifest; `line` is what kubectl would print. */
export interface AppliedDocument {
  readonly index: number;
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly action: 'created' | 'configured' | 'unchanged' | 'refused';
  readonly line: string;
}

export type InputResult =
  | { readonly ok: true; readonly object?: KubeObject | undefined; readonly items?: readonly KubeObject[] | undefined }
  | { readonly ok: true; readonly applied: readonly AppliedDocument[] }
  | {
      readonly ok: false;
      readonly status: ApiStatus;
      readonly applied?: readonly AppliedDocument[] | undefined;
    };
