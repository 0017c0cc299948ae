// Every call across the border, once: its name, what it takes (a schema, by which the receiver parses it) and what it
// answers. Handlers and clients take their types from here. Every answer is an `Outcome`.
import * as v from 'valibot';
import type { ApiServerView, MergedKubeconfig } from './api-server.ts';
import type { AppliedDocument } from './inputs.ts';
import { terminalPayloads } from './terminals.ts';
import type { ImportPreview, TransferProgress } from './transfer.ts';
import type { EventView, RequestView, SnapshotMessage } from './views.ts';

interface Call<S extends v.GenericSchema, A> {
  readonly takes: S;
  /** Carries the answer's type only. */
  readonly answers?: A;
}

function call<A>() {
  return <S extends v.GenericSchema>(takes: S): Call<S, A> => ({ takes });
}

const nothing = v.object({});
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(253));
const namespace = v.pipe(v.string(), v.maxLength(63));
const object = v.object({ resource: name, namespace, name });
const rate = v.pipe(v.number(), v.minValue(0), v.maxValue(100_000));
const seconds = v.pipe(v.number(), v.minValue(1), v.maxValue(3600));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const link = v.object({
  up: v.boolean(),
  delayUs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000_000)),
  loss: share,
});
const sessionPath = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const sessionName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));

export interface WhyStep {
  readonly seq: number;
  readonly t: number;
  readonly actor: string;
  readonly type: string;
  /** English sentence of what happened; `params` for other languages. */
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Something that happened to a Pod or in it; or several times the same, one after another. */
export interface LifeMoment extends WhyStep {
  readonly count: number;
  /** When it happened last, in microseconds. */
  readonly lastT: number;
}

export interface ObjectDetails {
  readonly yaml: string;
  readonly describe: string;
  readonly events: readonly EventView[];
  /** The chain of causes of the object's latest change, the newest last. */
  readonly why: readonly WhyStep[];
}

export interface ScenarioInfo {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly text: { readonly en: string; readonly zh: string };
}

/** Answered by the engine host, over the message port. */
export const hostCalls = {
  'view:get-snapshot': call<SnapshotMessage>()(nothing),
  'cluster:apply-manifest': call<{ readonly applied: readonly AppliedDocument[] }>()(
    v.object({ text: v.string(), file: v.string(), namespace }),
  ),
  'cluster:delete-object': call<{ readonly line: string }>()(
    v.object({ ...object.entries, gracePeriodSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
  ),
  'cluster:kill-container': call<null>()(v.object({ namespace, pod: name, container: name })),
  /** Runs a line of shell in a container. What comes of it is told by the view of the command of that number. */
  'cluster:exec': call<{ readonly command: string }>()(
    v.object({
      namespace,
      pod: name,
      container: name,
      line: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4096)),
    }),
  ),
  /** What a running command reads next; without text it reads the end, unless it is interrupted, as by Ctrl-C. */
  'cluster:exec-feed': call<null>()(
    v.object({
      namespace,
      pod: name,
      container: name,
      exec: name,
      text: v.optional(v.pipe(v.string(), v.maxLength(4096))),
      interrupt: v.optional(v.literal(true)),
    }),
  ),
  'cluster:power-node': call<null>()(v.object({ node: name, on: v.boolean() })),
  /** How packets fare on a machine's network cable or, with `peer`, between two machines alone. */
  'cluster:set-link': call<null>()(v.object({ node: name, peer: v.optional(name), link })),
  /** Fills this share of a machine's disk; 0 frees what was filled. */
  'cluster:fill-disk': call<null>()(v.object({ node: name, share })),
  /** Stops and starts a machine's kubelet, as `systemctl` does. */
  'cluster:run-kubelet': call<null>()(v.object({ node: name, on: v.boolean() })),
  'cluster:move-file': call<null>()(v.object({ node: name, from: v.string(), to: v.string() })),
  'cluster:set-load': call<null>()(
    v.object({
      name,
      ratePerSecond: rate,
      target: v.union([v.literal('all-node-ports'), v.object({ namespace, service: name })]),
      path: v.pipe(v.string(), v.startsWith('/')),
      connections: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
      source: v.optional(v.union([v.object({ node: name }), v.object({ namespace, pod: name })])),
      pattern: v.optional(
        v.variant('kind', [
          v.object({ kind: v.literal('ramp'), fromPerSecond: rate, overSeconds: seconds }),
          v.object({ kind: v.literal('spike'), peakPerSecond: rate, everySeconds: seconds, lastsSeconds: seconds }),
        ]),
      ),
    }),
  ),
  'object:inspect': call<ObjectDetails>()(object),
  /** A Pod's life up to the moment shown, the oldest first, `LIFE_MOMENTS_MAX` at most. */
  'pod:life': call<readonly LifeMoment[]>()(v.object({ namespace, name, uid: name })),
  'record:explain': call<readonly WhyStep[]>()(v.object({ seq: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
  /** The newest requests of a client at the moment shown, the newest first, `REQUESTS_LISTED_MAX` at most. */
  'client:requests': call<readonly RequestView[]>()(v.object({ client: name, lostOnly: v.boolean() })),
  'node:rules': call<{ readonly text: string }>()(v.object({ node: name })),
  'clock:play': call<null>()(nothing),
  'clock:pause': call<null>()(nothing),
  /** 0 means as fast as it goes. */
  'clock:set-speed': call<null>()(v.object({ speed: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)) })),
  'clock:step': call<null>()(v.object({ direction: v.picklist(['forward', 'back']) })),
  'clock:seek': call<null>()(v.object({ timeUs: v.pipe(v.number(), v.minValue(0)) })),
  'clock:go-live': call<null>()(nothing),
  'layout:place': call<null>()(v.object({ key: name, x: v.number(), y: v.number() })),
  'layout:reset': call<null>()(nothing),
  'scenario:list': call<readonly ScenarioInfo[]>()(nothing),
  'scenario:play': call<null>()(v.object({ id: name })),
  /** The API server for kubectl and other real clients. It stops with the session. */
  'server:get': call<ApiServerView>()(nothing),
  'server:start': call<ApiServerView>()(nothing),
  'server:stop': call<ApiServerView>()(nothing),
  /** Writes a kubeconfig of its own beside the session's file. */
  'server:write-kubeconfig': call<ApiServerView>()(nothing),
  /** Adds the server to the kubeconfig of the person, who must have been asked before. */
  'server:merge-kubeconfig': call<MergedKubeconfig>()(nothing),
  /** Opens a shell; what comes of it is told by `TerminalPush`es that name the terminal. */
  'terminal:open': call<{ readonly terminal: string }>()(terminalPayloads.open),
  'terminal:input': call<null>()(terminalPayloads.input),
  'terminal:resize': call<null>()(terminalPayloads.resize),
  'terminal:drawn': call<null>()(terminalPayloads.drawn),
  'terminal:edited': call<null>()(terminalPayloads.edited),
  'terminal:close': call<null>()(terminalPayloads.close),
} as const;

export interface SessionInfo {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Milliseconds since the Unix epoch. */
  readonly changedMs: number;
  readonly open: boolean;
  /** Why it cannot be opened, when that is known. */
  readonly problem?: string | undefined;
}

const paths = v.pipe(v.array(sessionPath), v.minLength(1), v.maxLength(1000));
const importChoices = v.object({
  status: v.picklist(['simulate', 'keep']),
  secrets: v.boolean(),
  anonymise: v.boolean(),
});
const exportChoices = v.object({
  as: v.picklist(['manifests', 'audit', 'events']),
  namespace: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(63))),
});

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly language: 'system' | 'en' | 'zh';
}

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly systemLanguage: string;
  readonly preferences: Preferences;
}

/** Answered by the main process. */
export const appCalls = {
  'app:get-info': call<AppInfo>()(nothing),
  'app:set-preferences': call<Preferences>()(
    v.object({ theme: v.picklist(['system', 'light', 'dark']), language: v.picklist(['system', 'en', 'zh']) }),
  ),
  /** Asks for files with the system's dialog; answers their contents. Empty when the person thinks better of it. */
  'files:open-manifests': call<readonly { readonly file: string; readonly text: string }[]>()(nothing),
  'sessions:list': call<readonly SessionInfo[]>()(nothing),
  'sessions:create': call<SessionInfo>()(v.object({ name: sessionName })),
  'sessions:open': call<null>()(v.object({ path: sessionPath })),
  /** Opens a file of the person's choice. */
  'sessions:open-other': call<{ readonly opened: boolean }>()(nothing),
  'sessions:rename': call<SessionInfo>()(v.object({ path: sessionPath, name: sessionName })),
  /** Asks for files or a folder with the system's dialog. Empty when the person thinks better of it. */
  'import:choose': call<{ readonly paths: readonly string[] }>()(v.object({ what: v.picklist(['files', 'folder']) })),
  /** What would come of what was chosen. */
  'import:preview': call<ImportPreview>()(v.object({ paths, choices: importChoices })),
  /** Makes a session of what was chosen, and opens it. */
  'import:run': call<SessionInfo>()(v.object({ paths, name: sessionName, choices: importChoices })),
  /** Asks where to, and writes it there. The path is empty when the person thinks better of it. */
  'export:run': call<{ readonly path: string; readonly count: number }>()(exportChoices),
  /** Copies a text, which the page by itself may not. */
  'clipboard:write': call<null>()(v.object({ text: v.pipe(v.string(), v.maxLength(1_000_000)) })),
  'sessions:delete': call<null>()(v.object({ path: sessionPath })),
} as const;

export type HostCalls = typeof hostCalls;
export type AppCalls = typeof appCalls;
type Calls = HostCalls & AppCalls;
export type HostCallName = keyof HostCalls;
export type AppCallName = keyof AppCalls;
export type CallName = keyof Calls;

export type CallPayload<N extends CallName> = v.InferOutput<Calls[N]['takes']>;
export type CallAnswer<N extends CallName> =
  NonNullable<Calls[N]['answers']> | (null extends Calls[N]['answers'] ? null : never);

/** What main tells the window without being asked. */
export type AppPush =
  | { readonly type: 'host-connected' }
  | { readonly type: 'host-lost'; readonly restarting: boolean; readonly reason: string }
  | {
      readonly type: 'session-problem';
      readonly code: string;
      readonly message: string;
      readonly where: string;
      readonly hint: string;
      readonly params: Readonly<Record<string, string | number>>;
    }
  | { readonly type: 'transfer-progress'; readonly progress: TransferProgress }
  | {
      readonly type: 'menu';
      readonly command:
        | 'import'
        | 'export'
        | 'api-server'
        | 'open-manifest'
        | 'paste-manifest'
        | 'sessions'
        | 'zoom-in'
        | 'zoom-out'
        | 'zoom-reset';
    };

/** On the message port between window and host. */
export interface PortRequest {
  readonly id: number;
  readonly call: string;
  readonly payload: unknown;
}
export interface PortAnswer {
  readonly type: 'answer';
  readonly id: number;
  readonly outcome: unknown;
}
