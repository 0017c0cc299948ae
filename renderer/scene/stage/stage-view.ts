// What the stage is given to draw, and what it tells.
import type {
  ClientView,
  NodeView,
  PodView,
  RequestBucket,
  ServiceView,
  WorkloadView,
} from '../../../preload/contract/views.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { ThemeName } from '../../theme/tokens.ts';
import type { EntityRef } from '../entity.ts';
import type { Point, Rect } from '../geometry.ts';

export interface StageView {
  readonly nodes: ReadonlyMap<string, NodeView>;
  readonly pods: ReadonlyMap<string, PodView>;
  readonly services: ReadonlyMap<string, ServiceView>;
  readonly workloads: ReadonlyMap<string, WorkloadView>;
  readonly clients: ReadonlyMap<string, ClientView>;
  /** The place of a Pod on its board, as history has it. */
  slotOf(uid: string): number | undefined;
  /** Where the person put things, by layout key. */
  readonly placed: ReadonlyMap<string, Point>;
  /** The last seconds of traffic, oldest first. */
  readonly buckets: readonly RequestBucket[];
  readonly timeUs: number;
  /** The only namespace that is not dimmed, or empty for all. */
  readonly namespace: string;
  readonly selected: EntityRef | undefined;
  /** Versions' colours by image, in the order in which images were first seen. */
  readonly versions: ReadonlyMap<string, string>;
  readonly theme: ThemeName;
  readonly t: Translate;
  /** What the engine says in English, why a request was lost for example, in the language in use. */
  readonly say: (phrase: string) => string;
}

export interface StageCallbacks {
  onSelect(entity: EntityRef | undefined): void;
  /** Pointing at something, at (x, y) in CSS pixels of the stage. */
  onHover(entity: EntityRef | undefined, at: Point): void;
  onMenu(entity: EntityRef, at: Point): void;
  /** A drag has ended: `key` is a layout key, the places are in stage coordinates. */
  onPlace(key: string, to: Point, from: Point): void;
  /** The person asks why the newest request of this client failed. */
  onAskWhy(client: string): void;
  /** Things stand elsewhere now; what they cover in stage coordinates is in `places()`. */
  onPlaces(): void;
  onZoom(scale: number): void;
  /** The layout or the camera begins to move by itself; call the answer when it has stopped. */
  onMotion(): () => void;
}

/** Where everything stands: boards, hubs, tiles, cards, by `placeKey`. */
export interface Places {
  get(key: string): Rect | undefined;
}

export function placeKey(entity: EntityRef): string {
  return `${entity.kind}:${entity.key}`;
}

const placed: readonly EntityRef['kind'][] = ['node', 'pod', 'service', 'workload', 'client'];

/** What such a key stands for. */
export function entityOfPlace(placeKey: string): EntityRef | undefined {
  const colon = placeKey.indexOf(':');
  const kind = placed.find((one) => one === placeKey.slice(0, colon));
  return kind && { kind, key: placeKey.slice(colon + 1) };
}

/** Whether a place of the second could differ from the first, or only how things look, or nothing but the time. */
export function differenceOf(before: StageView, after: StageView): 'places' | 'looks' | 'time' {
  const same = (...keys: readonly (keyof StageView)[]): boolean => keys.every((key) => before[key] === after[key]);
  if (!same('nodes', 'pods', 'services', 'workloads', 'clients', 'placed', 'namespace')) return 'places';
  return same('buckets', 'selected', 'versions', 'theme', 't') ? 'time' : 'looks';
}
