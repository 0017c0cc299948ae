// What the journal holds: every change of an object and every occurrence worth seeing. Types are in the past tense.
import type { EngineInput } from './inputs.ts';
import type { KubeObject, ObjectKey } from './objects.ts';

/** The container a record speaks of. */
export interface ContainerRef {
  readonly node: string;
  readonly podUid: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** One station of a request, in the order in which it was passed. */
export interface RequestHop {
  /** Microseconds since the request was sent. */
  readonly afterUs: number;
  readonly at: 'client' | 'node' | 'pod';
  /** Name of the client or node, or UID of the Pod. */
  readonly id: string;
  /** The rules that matched there, chain by chain, for example `KUBE-NODEPORTS`, `KUBE-SVC-…`, `KUBE-SEP-…`. */
  readonly rules?: readonly string[] | undefined;
}

export interface FinishedRequest {
  readonly client: string;
  readonly sentUs: number;
  readonly durationUs: number;
  readonly source: string;
  /** `ip:port` as the client asked for it. */
  readonly destination: string;
  readonly path: string;
  /** `namespace/name` of the Service whose rule matched, if one did. */
  readonly service?: string | undefined;
  readonly hops: readonly RequestHop[];
  readonly podUid?: string | undefined;
  /** `ip:port` after address translation. */
  readonly backend?: string | undefined;
  readonly outcome: 'answered' | 'refused' | 'timed-out' | 'reset';
  /** HTTP status code when answered. */
  readonly httpStatus?: number | undefined;
  /** Why it failed, in a few words, for example `no rule for this port` or `nothing listens on 80`. */
  readonly why?: string | undefined;
}

export type RecordBody =
  | { readonly type: 'input-accepted'; readonly input: EngineInput }
  | ({ readonly type: 'object-created'; readonly object: KubeObject } & ObjectKey)
  | ({ readonly type: 'object-updated'; readonly object: KubeObject; readonly previous: KubeObject } & ObjectKey)
  | ({ readonly type: 'object-deleted'; readonly object: KubeObject } & ObjectKey)
  | {
      readonly type: 'pod-scheduled' | 'pod-not-scheduled';
      readonly namespace: string;
      readonly pod: string;
      readonly podUid: string;
      readonly node?: string | undefined;
      readonly message: string;
      /** A line a node: why it was filtered out, or its score. */
      readonly verdicts: readonly {
        readonly node: string;
        readonly filteredBy?: string | undefined;
        readonly reason?: string | undefined;
        readonly score?: number | undefined;
        /** What each scoring plugin gave, 0 to 100, and what that counts times in `score`. */
        readonly parts?:
          readonly { readonly plugin: string; readonly points: number; readonly weight: number }[] | undefined;
      }[];
    }
  | ({ readonly type: 'sandbox-created'; readonly ip: string } & Omit<ContainerRef, 'container'>)
  | ({ readonly type: 'sandbox-removed' } & Omit<ContainerRef, 'container'>)
  | ({ readonly type: 'image-pulled'; readonly image: string; readonly durationUs: number } & ContainerRef)
  | ({ readonly type: 'container-started'; readonly image: string; readonly note?: string | undefined } & ContainerRef)
  | ({ readonly type: 'container-exited'; readonly exitCode: number; readonly reason: string } & ContainerRef)
  | ({ readonly type: 'signal-sent'; readonly signal: 'SIGTERM' | 'SIGKILL' } & ContainerRef)
  | ({
      readonly type: 'probe-answered';
      readonly probe: 'readiness' | 'liveness' | 'startup';
      readonly success: boolean;
      readonly message: string;
    } & ContainerRef)
  | ({ readonly type: 'log-written'; readonly stream: 'stdout' | 'stderr'; readonly text: string } & ContainerRef)
  /** A program of the cluster itself (kube-scheduler, a kubelet, …) came up or went down. */
  | { readonly type: 'component-started' | 'component-stopped'; readonly component: string; readonly node: string }
  | {
      readonly type: 'rules-synced';
      readonly node: string;
      readonly mode: 'iptables';
      readonly services: number;
      readonly endpoints: number;
      readonly rules: number;
      /** Service port names (`ns/name:port`) whose set of endpoints changed with this sync. */
      readonly changed: readonly string[];
      /** Resource version of the newest Service or EndpointSlice that this sync knew. */
      readonly seenRevision: number;
    }
  | { readonly type: 'load-set'; readonly client: string; readonly ratePerSecond: number }
  | ({ readonly type: 'request-finished' } & FinishedRequest)
  | { readonly type: 'node-powered'; readonly node: string; readonly on: boolean }
  | { readonly type: 'file-changed'; readonly node: string; readonly path: string; readonly text?: string | undefined };

export type RecordType = RecordBody['type'];
