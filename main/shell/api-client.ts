// What the tools of the terminal know of the cluster: its API, and time. Every request and every sleep takes virtual
// time; nothing here looks at the clock on the wall.
import type { ApiAnswer, ApiRequest } from '../../preload/contract/inputs.ts';
import type { PrintContext } from '../engine/api/resources.ts';
import type { Micros } from '../engine/kernel/time.ts';

/** A kind as discovery tells it. */
export interface DiscoveredResource {
  /** Plural, as in URLs. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
}

export interface ApiClient {
  /** `https://10.0.0.231:6443` */
  readonly serverUrl: string;
  /** The present virtual moment. */
  readonly now: Micros;
  request(request: ApiRequest): Promise<ApiAnswer>;
  /** The same API for somebody else, as for `kubectl --as`. */
  impersonate(user: string, groups: readonly string[]): ApiClient;
  /** Everything that is served at present, custom resources too. */
  discover(): readonly DiscoveredResource[];
  /** For descriptions and tables: lists through the API at the present moment. */
  printContext(): PrintContext;
  /** Comes back when so much virtual time has passed; at once when `signal` is aborted. */
  sleep(durationUs: number, signal?: AbortSignal): Promise<void>;
  /** The lines that a container wrote; `previous` those of the one before it. */
  logs(request: LogRequest): Promise<LogAnswer>;
}

export interface LogRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string | undefined;
  readonly previous?: boolean | undefined;
}

export type LogAnswer =
  | {
      readonly ok: true;
      readonly lines: readonly { readonly at: Micros; readonly text: string }[];
      readonly ended: boolean;
    }
  | Extract<ApiAnswer, { readonly ok: false }>;
