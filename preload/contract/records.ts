// What the journal holds: every change of an object and every occurrence worth seeing. Types are in the past tense.
import type { EngineInput, LinkPlace, LinkState } from './inputs.ts';
import type { KubeObject, ObjectKey } from './objects.ts';
import type { FinishedRequest, LoadFigures } from './requests.ts';

/** The container a record speaks of. */
export interface ContainerRef {
  readonly node: string;
  readonly podUid: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export type HookName = 'postStart' | 'preStop';

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
  | ({ readonly type: 'signal-sent'; readonly signal: `SIG${string}` } & ContainerRef)
  | ({
      readonly type: 'probe-answered';
      readonly probe: 'readiness' | 'liveness' | 'startup';
      readonly success: boolean;
      readonly message: string;
    } & ContainerRef)
  /** What a Pod wants done after a container's start or before its stop; `message` says why it failed. */
  | ({ readonly type: 'hook-started'; readonly hook: HookName } & ContainerRef)
  | ({
      readonly type: 'hook-ended';
      readonly hook: HookName;
      readonly success: boolean;
      readonly message: string;
    } & ContainerRef)
  /** One line, or several that were written in one breath; `partial`: the last was not ended when its writer was. */
  | ({
      readonly type: 'log-written';
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
      readonly partial?: true | undefined;
    } & ContainerRef)
  /** A command that a person runs in a container: what it writes, and how it ends. */
  | ({ readonly type: 'exec-started'; readonly exec: string; readonly argv: readonly string[] } & ContainerRef)
  | ({
      readonly type: 'exec-written';
      readonly exec: string;
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
    } & ContainerRef)
  | ({ readonly type: 'exec-ended'; readonly exec: string; readonly exitCode: number } & ContainerRef)
  /** A program of the cluster itself (kube-scheduler, a kubelet, …) came up or went down. */
  | { readonly type: 'component-started' | 'component-stopped'; readonly component: string; readonly node: string }
  | {
      readonly type: 'rules-synced';
      readonly node: string;
      readonly mode: 'iptables' | 'ipvs' | 'nftables';
      readonly services: number;
      readonly endpoints: number;
      readonly rules: number;
      /** Service port names (`ns/name:port`) whose set of endpoints changed with this sync. */
      readonly changed: readonly string[];
      /** Resource version of the newest Service or EndpointSlice that this sync knew. */
      readonly seenRevision: number;
    }
  | { readonly type: 'load-set'; readonly client: string; readonly ratePerSecond: number }
  | ({ readonly type: 'load-measured' } & LoadFigures)
  | ({ readonly type: 'request-finished' } & FinishedRequest)
  | { readonly type: 'node-powered'; readonly node: string; readonly on: boolean }
  | ({ readonly type: 'link-changed'; readonly link: LinkState } & LinkPlace)
  | { readonly type: 'file-changed'; readonly node: string; readonly path: string; readonly text?: string | undefined };

export type RecordType = RecordBody['type'];
