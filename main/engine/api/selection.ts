// Which objects a request means.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { AnyKind } from './resources.ts';
import { parseFieldSelector, parseLabelSelector } from './selectors.ts';
import { badRequest, failed } from './status.ts';

export type Matches = (object: KubeObject) => boolean;

export interface Selection {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

/** The test by which a request selects objects, or why there is none. */
export function matcherOf(kind: AnyKind, selection: Selection): Matches | ReturnType<typeof failed> {
  const labels = parseLabelSelector(selection.labelSelector ?? '');
  if (!labels.ok) return failed(badRequest(labels.message));
  const fields = parseFieldSelector(kind, selection.fieldSelector ?? '');
  if (!fields.ok) return failed(badRequest(fields.message));
  const namespace = kind.namespaced ? (selection.namespace ?? '') : '';
  return (object) => {
    const metadata = object.metadata ?? {};
    if (namespace !== '' && metadata.namespace !== namespace) return false;
    if (selection.name !== undefined && metadata.name !== selection.name) return false;
    return labels.matches(metadata.labels ?? {}) && fields.matches(object);
  };
}
