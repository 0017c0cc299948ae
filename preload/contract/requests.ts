// HTTP requests in the cluster's network: what was sent, which way it went, and what came back.

/** One station of a request, in the order in which it was passed. */
export interface RequestHop {
  /** Microseconds since the request was sent. */
  readonly afterUs: number;
  readonly at: 'client' | 'node' | 'pod';
  /** Name of the client or node, or UID of the Pod. */
  readonly id: string;
  /** The rules that matched there, chain by chain, for example `KUBE-NODEPORTS`, `KUBE-SVC-…`, `KUBE-SEP-…`. */
  readonly rules?: readonly string[] | undefined;
  /** How many rules the packet was compared with there; a look into a map or a set counts as one. */
  readonly tried?: number | undefined;
  /** Whose the packet seems to be when it leaves, where rules have hidden who sent it (masquerade). */
  readonly source?: string | undefined;
  /** `ip:port` where it goes then, where rules have changed that (DNAT). */
  readonly destination?: string | undefined;
}

/** The connection over which a request went that is kept open for more than one (keep-alive). */
export interface KeptConnection {
  /** Its number within its client. */
  readonly connection: number;
  /** When it was opened, in microseconds. */
  readonly sinceUs: number;
  /** Which of its requests this is, from 1. */
  readonly request: number;
}

/** What a client has of a connection that stands: where the rules have sent it when it was opened. */
export interface StandingConnection {
  /** Its packets as they are when they arrive, with addresses as numbers. */
  readonly packet: {
    readonly protocol: 'tcp' | 'udp' | 'sctp';
    readonly source: number;
    readonly destination: number;
    readonly port: number;
  };
  /** What it passes on its way, as it was then. */
  readonly hops: readonly RequestHop[];
  readonly nodes: readonly string[];
  /** How long one way takes without what cables add, in microseconds. */
  readonly plainUs: number;
  /** Sequence number of the sync that wrote the rules; 0 when none decided. */
  readonly rulesSeq: number;
  readonly service?: string | undefined;
  readonly backend?: string | undefined;
  /** The address at which it ends, and the container that accepted it. */
  readonly server: string;
  readonly listener: string;
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
  /** The image of the container that answered: which version it was. */
  readonly image?: string | undefined;
  /** `ip:port` after address translation. */
  readonly backend?: string | undefined;
  /** `no-route`: somebody on the way has told that nobody has the address (`No route to host`). */
  readonly outcome: 'answered' | 'refused' | 'no-route' | 'timed-out' | 'reset';
  /** HTTP status code when answered. */
  readonly httpStatus?: number | undefined;
  /** Why it failed, in a few words, for example `no rule for this port` or `nothing listens on 80`. */
  readonly why?: string | undefined;
  /** Absent when it had a connection of its own. */
  readonly kept?: KeptConnection | undefined;
  /** Of so many requests this one is on record, where there are too many for all; `load-measured` counts each. */
  readonly oneOf?: number | undefined;
}

/** What a load generator has met with in a while; every request counts. */
export interface LoadFigures {
  readonly client: string;
  /** How long the while was, in microseconds. */
  readonly duringUs: number;
  readonly requests: number;
  readonly ratePerSecond: number;
  /** How many were answered, by HTTP status. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** How many were not answered, by reason. */
  readonly byFailure: Readonly<Record<string, number>>;
  /** How many were answered by each Pod, by UID. */
  readonly byPod: Readonly<Record<string, number>>;
  /** How many were answered by each image. */
  readonly byImage: Readonly<Record<string, number>>;
  /** How long answered requests took, in microseconds: within 2 % of the true percentile. */
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
}

export interface SentRequest {
  /** The machine on which the program runs; empty for the person's own, outside the cluster. */
  readonly node: string;
  readonly address: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  /** The Host header. */
  readonly host: string;
  /** How long the program waits, in microseconds. */
  readonly timeoutUs: number;
  /** Given when the connection is wanted for further requests too. */
  readonly kept?: KeptConnection | undefined;
  /** The connection that stands, from the request before. */
  readonly over?: StandingConnection | undefined;
}

/** What came back of a request that was sent. */
export interface RequestResult {
  readonly finished: FinishedRequest;
  /** Absent when nothing came back. */
  readonly response?: HttpResponse | undefined;
  /** Present when it was to be kept and stands still. */
  readonly connection?: StandingConnection | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** In the order in which the server sends them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
