// Models apiserver's pkg/registry/rest/create.go (v1.35) and the admission plugin NamespaceLifecycle: what is new about an
// object.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { RandomStream } from '../kernel/random.ts';
import { type Micros, toTimestamp } from '../kernel/time.ts';
import type { Namespace } from './generated/types.ts';
import { generatedName, uuid } from './names.ts';
import { type AnyKind, type Draft, apiVersionOf } from './resources.ts';
import { forbidden } from './status.ts';

export type DraftMetadata = NonNullable<Draft<KubeObject>['metadata']>;

/** What the server adds to everything new. */
export interface Birth {
  readonly uid: string;
  readonly creationTimestamp: string;
  readonly resourceVersion: string;
}

/** How often another name is generated before a create gives up. */
const NAME_RETRIES_MAX = 7;

/** Writes on an object what everything new has: its kind, a name, a UID, its time of birth. */
export function initialize(kind: AnyKind, draft: Draft<KubeObject>, now: Micros, random: RandomStream): DraftMetadata {
  draft.apiVersion = apiVersionOf(kind);
  draft.kind = kind.kind;
  const metadata = (draft.metadata = { ...draft.metadata });
  if (!kind.namespaced) delete metadata.namespace;
  if (!metadata.name && metadata.generateName) metadata.name = generatedName(metadata.generateName, random);
  metadata.uid = uuid(random);
  metadata.creationTimestamp = toTimestamp(now);
  if (kind.generation) metadata.generation = 1;
  delete metadata.resourceVersion;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  Reflect.deleteProperty(metadata, 'selfLink');
  return metadata;
}

/** The object that has the name of the new one; one that was generated is changed until it is free, a few times. */
export function namesake<T>(
  metadata: DraftMetadata,
  isGenerated: boolean,
  find: (name: string) => T | undefined,
  random: RandomStream,
): T | undefined {
  let existing = find(metadata.name ?? '');
  for (let retry = 0; existing && isGenerated && retry < NAME_RETRIES_MAX; retry++) {
    metadata.name = generatedName(metadata.generateName ?? '', random);
    existing = find(metadata.name);
  }
  return existing;
}

/** Why nothing new can be in a namespace that is being terminated; undefined while it is not. */
export function namespaceRefusal(kind: AnyKind, name: string, namespace: Namespace): ApiStatus | undefined {
  if (namespace.status?.phase !== 'Terminating') return undefined;
  const title = namespace.metadata?.name ?? '';
  const why = `unable to create new content in namespace ${title} because it is being terminated`;
  const message = `namespace ${title} is being terminated`;
  return forbidden(kind, name, why, [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }]);
}
