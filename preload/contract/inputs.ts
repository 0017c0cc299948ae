// What people and programs outside can do to a cluster. Inputs are journaled before anything of them is shown; with
// the seed they determine the whole history.
import type { KubeObject } from './objects.ts';
import type { RequestResult, SentRequest } from './requests.ts';

/** What goes with every request that writes. */
export interface WriteParameters {
  readonly subresource?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** What is done about unknown fields; left out: `Strict`, as kubectl asks for, but `Warn` for patches. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore' | undefined;
  /** Whose changes these are in `managedFields`: `kubectl-client-side-apply`, `kubectl-create`, … */
  readonly fieldManager?: string | undefined;
}

/** Which objects of a resource; texts as on URLs. */
export interface SelectParameters {
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

/** What goes with a deletion. */
export interface DeleteParameters {
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan' | undefined;
  readonly dryRun?: boolean | undefined;
  /** Refuse unless the object still has this UID, this revision. */
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

/** Who asks the API server, as Roles name them. */
export interface Requester {
  readonly name: string;
  readonly groups: readonly string[];
}

/** What stands in the path of a request. */
export interface Address {
  readonly resource: string;
  readonly namespace?: string | undefined;
  /** `autoscaling/v1`; left out, the version by which the kind is known. */
  readonly apiVersion?: string | undefined;
}

export type PatchType = 'merge' | 'json' | 'strategic' | 'apply';

/** Changes nothing and is not put on record. */
export type ReadRequest = Address &
  (
    | {
        readonly verb: 'get';
        readonly name: string;
        /** `status`, `scale`. */
        readonly subresource?: string | undefined;
        /** Answer a table, as kubectl asks for. */
        readonly table?: boolean | undefined;
        /** Tell the cluster's own writers in `managedFields`, too. */
        readonly managedFields?: boolean | undefined;
      }
    | ({
        readonly verb: 'list';
        readonly table?: boolean | undefined;
        readonly managedFields?: boolean | undefined;
        /** The state at this revision; 410 when it is not known any more. */
        readonly resourceVersion?: string | undefined;
        /** Whether a later state will do, too; left out: `Exact`. */
        readonly resourceVersionMatch?: string | undefined;
        /** So many objects at most; the answer says how to ask for more. */
        readonly limit?: number | undefined;
        readonly continue?: string | undefined;
      } & SelectParameters)
    /** What has changed since a revision; 410 when that is not known any more. Asked again and again it is a watch. */
    | ({
        readonly verb: 'watch';
        readonly name?: string | undefined;
        readonly since: string;
        /** Tell first what is there, then that this was it. */
        readonly sendInitialEvents?: boolean | undefined;
        readonly table?: boolean | undefined;
      } & SelectParameters)
  );

export type WriteRequest = Address &
  (
    | ({ readonly verb: 'create'; readonly name?: string | undefined; readonly object: KubeObject } & WriteParameters)
    | ({ readonly verb: 'update'; readonly name: string; readonly object: KubeObject } & WriteParameters)
    | ({
        readonly verb: 'patch';
        readonly name: string;
        readonly patchType: PatchType;
        /** What the text of the patch says or, where it is no JSON, the text itself. */
        readonly patch: unknown;
        /** For `apply`: take fields that others own. */
        readonly force?: boolean | undefined;
      } & WriteParameters)
    | ({ readonly verb: 'delete'; readonly name: string } & DeleteParameters)
    | ({ readonly verb: 'delete-collection' } & DeleteParameters & SelectParameters)
  );

export type ApiRequest = ReadRequest | WriteRequest;

/** A table as the API server prints it: cells are texts, numbers stay numbers. */
export interface ApiTable {
  readonly columns: readonly { readonly name: string; readonly priority: 0 | 1 }[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly object: KubeObject }[];
}

export interface ApiChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: KubeObject;
}

/** Answer to a request: `warnings` are those of the `Warning` headers. */
export type ApiAnswer = { readonly warnings?: readonly string[] | undefined } & (
  | {
      readonly ok: true;
      /** Of get, create, update, patch; of delete the object as it is now, or as it was last. */
      readonly object?: KubeObject | undefined;
      /** Of server-side apply: whether there was no such object before. */
      readonly created?: boolean | undefined;
      /** Of list and delete-collection. */
      readonly items?: readonly KubeObject[] | undefined;
      /** Of watch. */
      readonly changes?: readonly ApiChange[] | undefined;
      /** Of get, list and watch that ask for it; rows of a watch stand beside `changes`. */
      readonly table?: ApiTable | undefined;
      /** Of list and watch: where a watch goes on from. */
      readonly revision?: string | undefined;
      /** Of list, where there is more: how to ask for it, and how much it is where nothing is selected. */
      readonly continue?: string | undefined;
      readonly remainingItemCount?: number | undefined;
    }
  | { readonly ok: false; readonly status: ApiStatus; readonly applied?: readonly AppliedDocument[] | undefined }
);

/** Where each kubelet finds its static Pods, and where Kubarium puts a manifest that is taken out. */
export const MANIFESTS_FOLDER = '/etc/kubernetes/manifests';
export const MANIFESTS_AWAY_FOLDER = '/root';

/** A load generator outside the cluster. */
export interface LoadSpec {
  readonly name: string;
  /** Requests a second, 0 (off) to 100,000. Beyond 1,000 not each of them is on record. */
  readonly ratePerSecond: number;
  /** `all-node-ports`: every node port of every Service on every node in turn; else one Service. */
  readonly target: 'all-node-ports' | { readonly namespace: string; readonly service: string };
  /** Who sends: somebody outside unless told. Who is within asks a Service at its cluster IP. */
  readonly source?: LoadSource | undefined;
  /** Path of the request, for example `/`. */
  readonly path: string;
  /** How the rate goes with time from the moment at which the load is set; steady unless told. */
  readonly pattern?: LoadPattern | undefined;
  /**
   * How many connections to each address and port are kept open and take turns (keep-alive), 1 to 1,000. A new one for
   * each request unless told.
   */
  readonly connections?: number | undefined;
}

/** A program on a machine, or one in a Pod. */
export type LoadSource = { readonly node: string } | { readonly namespace: string; readonly pod: string };

export type LoadPattern =
  /** From one rate evenly to `ratePerSecond`, which then stays. */
  | { readonly kind: 'ramp'; readonly fromPerSecond: number; readonly overSeconds: number }
  /** `ratePerSecond`, but at the end of each period a while at another rate. */
  | {
      readonly kind: 'spike';
      readonly peakPerSecond: number;
      readonly everySeconds: number;
      readonly lastsSeconds: number;
    };

/** How packets fare on a machine's cable, or between two machines. */
export interface LinkState {
  /** Whether any come through at all. */
  readonly up: boolean;
  /** By how many microseconds each is late, one way; 0 to 60 seconds. */
  readonly delayUs: number;
  /** The share of packets that are lost, each way; 0 to 1. */
  readonly loss: number;
}

/** A machine's cable to the network that all share or, with `peer`, the way between these two machines alone. */
export interface LinkPlace {
  readonly node: string;
  readonly peer?: string | undefined;
}

/** A command that is run in a running container. */
export interface ExecInput {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly argv: readonly string[];
  /** What it reads; absent when its standard input is closed. */
  readonly stdin?: string | undefined;
  /** More may follow, by `exec-input`. */
  readonly stdinOpen?: boolean | undefined;
  readonly tty?: boolean | undefined;
}

/** What a command reads next; without text that is the end, unless it is interrupted. */
export interface ExecFeed {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Empty for the container's first process. */
  readonly exec: string;
  readonly text?: string | undefined;
  /** Ctrl-C: SIGINT for what runs in the foreground of its terminal, whatever was typed of the line before. */
  readonly interrupt?: true | undefined;
}

export type EngineInput =
  | { readonly type: 'power-on' }
  /** All documents or, if one is refused, none. */
  | { readonly type: 'apply'; readonly documents: readonly KubeObject[]; readonly namespace: string }
  /** `user` is whose rights count; without one everything is allowed. */
  | { readonly type: 'request'; readonly request: WriteRequest; readonly user?: Requester | undefined }
  | { readonly type: 'set-load'; readonly load: LoadSpec }
  /** One request that a program on a machine sends and waits for, as `curl` does. */
  | { readonly type: 'send-request'; readonly request: SentRequest }
  /** Records tell what the command writes, and how it ends. */
  | { readonly type: 'exec'; readonly exec: ExecInput }
  | { readonly type: 'exec-input'; readonly feed: ExecFeed }
  /** What `crictl stop` does on the Pod's node: the kubelet finds the container gone. */
  | { readonly type: 'kill-container'; readonly namespace: string; readonly pod: string; readonly container: string }
  | { readonly type: 'write-file'; readonly node: string; readonly path: string; readonly text: string }
  | { readonly type: 'move-file'; readonly node: string; readonly from: string; readonly to: string }
  | {
      readonly type: 'node-power';
      readonly node: string;
      readonly on: boolean;
      /** Containers and images are forgotten, as on a machine that was set up afresh. */
      readonly emptied?: boolean | undefined;
    }
  /**
   * What `tc qdisc add … netem delay … loss …` or a pulled cable do; it stays so until it is set anew. What runs on a
   * machine without a cable goes on, but nothing passes between its programs and the API.
   */
  | ({ readonly type: 'set-link'; readonly link: LinkState } & LinkPlace)
  /** Fills so much of a machine's disk, from 0 to 1, with what is neither an image nor a container's. */
  | {
      readonly type: 'disk-fill';
      readonly node: string;
      readonly share: number;
      /** Whether its bytes are used up, which they are unless this says otherwise, or the files it has room for. */
      readonly of?: 'bytes' | 'inodes' | undefined;
    }
  /** Stops a machine's kubelet where it stands (SIGSTOP), or lets it go on; its containers run all the while. */
  | { readonly type: 'kubelet-freeze'; readonly node: string; readonly on: boolean }
  /** What `systemctl stop kubelet` and `systemctl start kubelet` do at a machine; its containers run all the while. */
  | { readonly type: 'kubelet-service'; readonly node: string; readonly on: boolean };

/** A Kubernetes Status as the API answers it on failure. */
export interface ApiStatus {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: { readonly continue?: string | undefined };
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
  | ApiAnswer
  | { readonly ok: true; readonly applied: readonly AppliedDocument[] }
  | { readonly ok: true; readonly sent: RequestResult }
  /** The number by which records name the command. */
  | { readonly ok: true; readonly exec: string };
