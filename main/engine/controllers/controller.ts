// What a controller is to the manager that runs it: which changes concern it, and how it puts one key in order.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { EventRecorder } from '../api/event-recorder.ts';
import type { KindMap, ResourceName } from '../api/resources.ts';
import type { ApiResult, ApiServer } from '../api/server.ts';
import type { Change } from '../api/store.ts';
import type { Json } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Caches } from './caches.ts';
import type { ClientLimits } from './client-limits.ts';
import type { BackOffLimits } from './work-queue.ts';

/** What became of one key; `tookUs` is how much longer than usual it took. */
export type Outcome = { readonly tookUs?: number } & (
  | { readonly type: 'done' }
  /** To be tried again after a back-off that doubles with each failure. */
  | { readonly type: 'failed'; readonly why: string }
  | { readonly type: 'again'; readonly afterUs: number }
);

export const done: Outcome = { type: 'done' };

export function again(afterUs: number): Outcome {
  return { type: 'again', afterUs };
}

export function failedBy(status: ApiStatus): Outcome {
  return { type: 'failed', why: status.message };
}

/** What comes of a call for which it is no failure that its object is gone. */
export function unlessGone(result: ApiResult<unknown>): Outcome {
  return result.ok || result.status.code === 404 ? done : failedBy(result.status);
}

/** For each resource that a controller watches, which of its keys a change concerns. */
export type Watches = { readonly [R in ResourceName]?: (change: Change<KindMap[R]>) => readonly string[] };

export interface Controller {
  readonly watches: Watches;
  /** The same for resources that `watches` does not name: those of custom kinds. */
  readonly watchesCustom?: (resource: ResourceName, change: Change<KubeObject>) => readonly string[];
  /** Keys that are queued when the manager starts and then regularly. */
  readonly periodic?: readonly { readonly key: string; readonly everyUs: number }[];
  reconcile(key: string): Outcome;
  /** Whatever cannot be read from the caches. */
  save(): Json;
}

export interface ControllerContext {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  readonly caches: Caches;
  readonly events: EventRecorder;
  /** Queues a key of the controller's own after a while; of several waits for one key the shortest counts. */
  readonly requeue: (key: string, afterUs: number) => void;
}

export interface ControllerDefinition {
  /** Names its queue, and who writes, in records. */
  readonly name: string;
  /** Who writes, in events. */
  readonly component: string;
  readonly watches: readonly ResourceName[];
  /** How long a key that fails waits; 5 ms and at most 1000 s unless it is said. */
  readonly backOff?: BackOffLimits;
  /** How many times as many requests as those of the others its client may make. */
  readonly clientFactors?: ClientLimits;
  create(context: ControllerContext, saved: Json): Controller;
}
