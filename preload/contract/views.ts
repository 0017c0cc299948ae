// What the renderer is shown: small, ready to draw, folded from the records by the host's projections.
import type { LinkState, LoadSpec } from './inputs.ts';
import type { Problem } from './problems.ts';
import type { FinishedRequest } from './requests.ts';

/** How something is, told by shape and colour alike. */
export type Condition = 'waiting' | 'starting' | 'ready' | 'unready' | 'ending' | 'failed' | 'done' | 'unknown';

export interface NodeView {
  readonly name: string;
  readonly uid: string;
  readonly ip: string;
  readonly podCidr: string;
  readonly controlPlane: boolean;
  /** `Ready`, `NotReady`, with `,SchedulingDisabled` where cordoned, as kubectl prints it. */
  readonly status: string;
  readonly condition: Condition;
  readonly schedulable: boolean;
  readonly powered: boolean;
  readonly kubeletUp: boolean;
  readonly proxyUp: boolean;
  readonly networkUp: boolean;
  /** How packets fare on its cable: what somebody has set, or that somebody has pulled it. */
  readonly cable: LinkState;
  /** Ways to single other machines that somebody has made worse. */
  readonly ways: readonly WayView[];
  /** The share of its disk that somebody has filled, 0 to 1. */
  readonly diskFilled: number;
  /** What Kubernetes says it is short of: `DiskPressure`, `MemoryPressure`, `PIDPressure`. */
  readonly pressures: readonly string[];
  readonly taints: readonly string[];
  /** Names of static Pods' files that were moved out of the manifests' folder, for example `kube-scheduler.yaml`. */
  readonly manifestsAway: readonly string[];
  readonly cpuMilli: { readonly capacity: number; readonly requested: number };
  readonly memoryBytes: { readonly capacity: number; readonly requested: number };
  readonly podsMax: number;
  /** The rule table of this node's kube-proxy: when it was last written and what it holds. */
  readonly rules:
    | { readonly syncedUs: number; readonly services: number; readonly endpoints: number; readonly rules: number }
    | undefined;
}

/** The way between two machines. */
export interface WayView extends LinkState {
  readonly peer: string;
}

/** A probe of a container, and what its container has answered lately. */
export interface ProbeView {
  readonly probe: 'startup' | 'readiness' | 'liveness';
  /** `GET :80/start.html`, `TCP :6379`, `gRPC :9000`, or a command. */
  readonly asks: string;
  readonly delaySeconds: number;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  /** Undefined until this container has answered; `count` counts failures in a row with the same message. */
  readonly answer:
    | {
        readonly success: boolean;
        readonly message: string;
        readonly count: number;
        readonly sinceUs: number;
        readonly lastUs: number;
      }
    | undefined;
}

export interface ContainerView {
  readonly name: string;
  readonly image: string;
  readonly kind: 'init' | 'sidecar' | 'main';
  /** `waiting`, `running`, `terminated`, and the reason beside it, as in the Pod's status. */
  readonly state: 'waiting' | 'running' | 'terminated';
  readonly reason: string;
  readonly ready: boolean;
  readonly restarts: number;
  /** How it ended or, while it runs or waits, how the one before it did; seconds exactly. */
  readonly ended: { readonly exitCode: number; readonly reason: string; readonly timeUs: number } | undefined;
  readonly probes: readonly ProbeView[];
}

export interface PodView {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly node: string | undefined;
  /** The STATUS column of kubectl. */
  readonly status: string;
  readonly condition: Condition;
  readonly readyContainers: number;
  readonly containers: readonly ContainerView[];
  readonly restarts: number;
  readonly ip: string | undefined;
  readonly hostNetwork: boolean;
  /** A static Pod's mirror. */
  readonly fromFile: boolean;
  readonly owner: { readonly kind: string; readonly name: string } | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdUs: number;
  /** Set while the Pod is being deleted: since when, and when SIGKILL is due. */
  readonly deleting: { readonly sinceUs: number; readonly killUs: number } | undefined;
}

export interface EndpointView {
  readonly podUid: string | undefined;
  readonly address: string;
  readonly node: string | undefined;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

export interface ServiceView {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly clusterIp: string;
  readonly ports: readonly {
    readonly name: string;
    readonly protocol: string;
    readonly port: number;
    readonly targetPort: string;
    readonly nodePort: number | undefined;
  }[];
  readonly endpoints: readonly EndpointView[];
}

/** A Deployment, StatefulSet, DaemonSet or ReplicationController. */
export interface WorkloadView {
  readonly uid: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly desired: number;
  readonly current: number;
  readonly ready: number;
}

/** What a client met with in one virtual second. */
export interface LoadSecond {
  readonly second: number;
  readonly answered: number;
  readonly failed: number;
  /** How long answered requests took, in microseconds; 0 where none was answered. */
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
}

/** Requests that failed for one reason, and the record of the newest of them, which can be asked about. */
export interface FailureView {
  readonly why: string;
  readonly count: number;
  readonly seq: number;
}

export interface ClientView {
  readonly name: string;
  readonly ratePerSecond: number;
  /** What it was told to send; undefined for the load with which a cluster begins. */
  readonly load: LoadSpec | undefined;
  /** Over the last ten virtual seconds. */
  readonly recent: {
    readonly requests: number;
    readonly failed: number;
    readonly p50Us: number;
    readonly p95Us: number;
    readonly p99Us: number;
    readonly byPod: Readonly<Record<string, number>>;
    readonly byImage: Readonly<Record<string, number>>;
    /** The most frequent first. */
    readonly failures: readonly FailureView[];
  };
  /** The last minute, second by second, the oldest first; seconds without requests are left out. */
  readonly seconds: readonly LoadSecond[];
  /** The newest failure, so that it can be asked about. */
  readonly lastFailure: { readonly seq: number; readonly t: number; readonly why: string } | undefined;
}

/** A command that somebody runs in a container. */
export interface CommandView {
  readonly uid: string;
  readonly namespace: string;
  readonly pod: string;
  readonly podUid: string;
  readonly container: string;
  readonly argv: readonly string[];
  readonly startedUs: number;
  /** Undefined while it runs. */
  readonly ended: { readonly timeUs: number; readonly exitCode: number } | undefined;
  /** What it wrote and, as `stdin`, was given to read, in order. Of much only the end: `leftOut` characters before it. */
  readonly output: readonly { readonly stream: 'stdin' | 'stdout' | 'stderr'; readonly text: string }[];
  /** Whether it was told that nothing more comes to read. */
  readonly inputEnded: boolean;
  readonly leftOut: number;
}

export interface RequestView extends FinishedRequest {
  readonly seq: number;
}

/** A Kubernetes Event as a list shows it. */
export interface EventView {
  readonly uid: string;
  readonly t: number;
  readonly type: string;
  readonly reason: string;
  readonly object: string;
  readonly message: string;
  readonly count: number;
  readonly source: string;
}

export interface EntityMap {
  readonly nodes: NodeView;
  readonly pods: PodView;
  readonly services: ServiceView;
  readonly workloads: WorkloadView;
  readonly clients: ClientView;
  readonly commands: CommandView;
}
export type EntityKind = keyof EntityMap;

/** All of one moment. Entities are keyed by `name` (nodes, clients) or `uid`. */
export interface ClusterView {
  readonly seq: number;
  readonly timeUs: number;
  readonly entities: { readonly [K in EntityKind]: readonly EntityMap[K][] };
  readonly events: readonly EventView[];
}

/** One Pod's life as the timeline draws it: it is in `state` from `t` until the next change. */
export interface LifeChange {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly t: number;
  readonly seq: number;
  /** `gone` ends the track. */
  readonly state: Condition | 'gone';
  /** Where it runs, from the change on at which it has a node. */
  readonly node?: string | undefined;
}

/** So many requests of a client are listed one by one. */
export const REQUESTS_LISTED_MAX = 40;

/** Of the moments of a long life so many are told, the last ones. */
export const LIFE_MOMENTS_MAX = 120;

/** Requests that finished within one virtual second. */
export interface RequestBucket {
  readonly second: number;
  readonly answered: number;
  readonly failed: number;
}

export interface ClockView {
  /** `live` at the end of history, else a moment of the past is shown. */
  readonly mode: 'live' | 'past';
  readonly playing: boolean;
  /** Virtual seconds a second; `Infinity` is sent as 0. */
  readonly speed: number;
  /** The moment shown. */
  readonly timeUs: number;
  readonly seq: number;
  /** The end of history. */
  readonly headUs: number;
  readonly headSeq: number;
}

/** A scenario that plays or has played, and how far it is. */
export interface ScenarioView {
  readonly id: string;
  /** Steps done, of how many. */
  readonly step: number;
  readonly steps: number;
  /** What the present step does, for example `wait-for-pods`; undefined at the end. */
  readonly doing: string | undefined;
  readonly state: 'playing' | 'done' | 'failed';
  /** What is told at present. */
  readonly note: { readonly en: string; readonly zh: string } | undefined;
  /** The Pod that was killed last, and when. */
  readonly killed: { readonly uid: string; readonly name: string; readonly timeUs: number } | undefined;
  /** Why it failed. */
  readonly problem: Problem | undefined;
}

export interface LayoutEntry {
  /** `node:worker232`, `client:visitors`, `service:UID`, … */
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

export interface SnapshotMessage {
  readonly type: 'snapshot';
  /** Number of this message; patches count on from it. */
  readonly number: number;
  readonly session: { readonly name: string; readonly path: string; readonly seed: number; readonly preset: string };
  readonly view: ClusterView;
  readonly clock: ClockView;
  readonly lives: readonly LifeChange[];
  readonly buckets: readonly RequestBucket[];
  readonly layout: readonly LayoutEntry[];
  /** The scenario begun last, if there was one since the session was opened. */
  readonly scenario?: ScenarioView | undefined;
}

export interface PatchMessage {
  readonly type: 'patch';
  /** One more than the message before; a gap means that a snapshot must be asked for. */
  readonly number: number;
  readonly clock: ClockView;
  readonly upserts: { readonly [K in EntityKind]?: readonly EntityMap[K][] };
  readonly removed: { readonly [K in EntityKind]?: readonly string[] };
  readonly events: readonly EventView[];
  /** Requests that finished since the message before, at most 200, newest last; `requestsLeftOut` counts the rest. */
  readonly requests: readonly RequestView[];
  readonly requestsLeftOut: number;
  readonly lives: readonly LifeChange[];
  readonly buckets: readonly RequestBucket[];
  /** Present when the scenario has gone on. */
  readonly scenario?: ScenarioView | undefined;
}

export type HostPush = SnapshotMessage | PatchMessage;
