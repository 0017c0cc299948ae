// Models staging/src/k8s.io/endpointslice/reconciler.go (v1.35): which slices to create, change and delete, with as few
// writes as possible. Endpoints stay where they are; new ones fill up slices that change anyway.
import type { Endpoint } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { compareText } from '../../api/order.ts';
import { type EndpointGroup, identityOf, portsKey } from '../slice-endpoints.ts';
import { newSlice, sliceLabels, withTrigger } from '../slice-metadata.ts';

type Service = KindMap['services'];
type EndpointSlice = KindMap['endpointslices'];

export interface SlicePlan {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly delete: readonly EndpointSlice[];
}

interface Draft {
  readonly create: EndpointSlice[];
  readonly update: EndpointSlice[];
  readonly delete: EndpointSlice[];
}

const ENDPOINTS_MAX = 100;

/** `groups` holds the endpoints that should be; it is used up. */
export function planSlices(
  service: Service,
  slices: readonly EndpointSlice[],
  groups: Map<string, EndpointGroup>,
  trigger: string | undefined,
): SlicePlan {
  const draft: Draft = { create: [], update: [], delete: [] };
  for (const [key, group] of [...groups].sort(([a], [b]) => compareText(a, b))) {
    planGroup(
      service,
      slices.filter(({ ports }) => portsKey(ports ?? []) === key),
      group,
      draft,
    );
  }
  draft.delete.push(...slices.filter(({ ports }) => !groups.has(portsKey(ports ?? []))));
  keepPlaceholder(service, slices, draft);
  reuseDeleted(service, draft);
  const stamp = (slice: EndpointSlice) => withTrigger(slice, trigger);
  return { create: draft.create.map(stamp), update: draft.update.map(stamp), delete: draft.delete };
}

function planGroup(service: Service, slices: readonly EndpointSlice[], group: EndpointGroup, draft: Draft): void {
  const unchanged: EndpointSlice[] = [];
  const changed: EndpointSlice[] = [];
  const labels = sliceLabels(service);
  for (const slice of slices) {
    const kept = takeKept(slice, group.endpoints);
    const present = slice.endpoints ?? [];
    const next = { ...slice, endpoints: kept, metadata: { ...slice.metadata, labels } };
    if (jsonEqual(kept, present) && jsonEqual(slice.metadata?.labels, labels)) unchanged.push(slice);
    else if (kept.length === 0 && present.length > 0) draft.delete.push(slice);
    else changed.push(next);
  }
  const left = [...group.endpoints].sort(([a], [b]) => compareText(a, b)).map(([, endpoint]) => endpoint);
  draft.update.push(...changed.sort(fullestFirst).map((slice) => fill(slice, left)));
  while (left.length > 0) {
    const roomy = takeFitting(unchanged, left.length);
    if (roomy) draft.update.push(fill(roomy, left));
    else draft.create.push(fill(newSlice(service, group.ports), left));
  }
}

/** The endpoints of a slice that should still be, as they should be, in their places; takes them out of `desired`. */
function takeKept(slice: EndpointSlice, desired: Map<string, Endpoint>): Endpoint[] {
  return (slice.endpoints ?? []).flatMap((endpoint) => {
    const identity = identityOf(endpoint);
    const wanted = desired.get(identity);
    desired.delete(identity);
    return wanted ?? [];
  });
}

/** The slice with as many of the endpoints as go in; takes them off the list. */
function fill(slice: EndpointSlice, left: Endpoint[]): EndpointSlice {
  const present = slice.endpoints ?? [];
  return { ...slice, endpoints: [...present, ...left.splice(0, ENDPOINTS_MAX - present.length)] };
}

/** Takes the slice that would be fullest with `count` more endpoints, if all of them go in. */
function takeFitting(slices: EndpointSlice[], count: number): EndpointSlice | undefined {
  if (count >= ENDPOINTS_MAX) return undefined;
  const sizeOf = ({ endpoints }: EndpointSlice) => (endpoints ?? []).length + count;
  const fitting = slices.filter((slice) => sizeOf(slice) <= ENDPOINTS_MAX && sizeOf(slice) > count);
  const fullest = fitting.sort(fullestFirst)[0] ?? slices.find((slice) => sizeOf(slice) === count);
  if (fullest) slices.splice(slices.indexOf(fullest), 1);
  return fullest;
}

const fullestFirst = (a: EndpointSlice, b: EndpointSlice): number =>
  (b.endpoints ?? []).length - (a.endpoints ?? []).length;

/** A Service without endpoints keeps one empty slice. */
function keepPlaceholder(service: Service, slices: readonly EndpointSlice[], draft: Draft): void {
  if (slices.length > draft.delete.length || draft.create.length > 0) return;
  const placeholder = newSlice(service, []);
  const [only] = draft.delete;
  if (draft.delete.length === 1 && only && isSamePlaceholder(only, placeholder)) draft.delete.pop();
  else draft.create.push(placeholder);
}

function isSamePlaceholder(slice: EndpointSlice, placeholder: EndpointSlice): boolean {
  return (
    (slice.endpoints ?? []).length === 0 &&
    (slice.ports ?? []).length === 0 &&
    jsonEqual(slice.metadata?.labels, placeholder.metadata?.labels)
  );
}

/** Slices to be deleted are changed into slices to be created, as long as they belong to this very Service. */
function reuseDeleted(service: Service, draft: Draft): void {
  const ours = draft.delete.filter(({ metadata }) =>
    metadata?.ownerReferences?.some(({ uid }) => uid === service.metadata?.uid),
  );
  for (const old of ours) {
    const slice = draft.create.pop();
    if (!slice) return;
    draft.delete.splice(draft.delete.indexOf(old), 1);
    draft.update.push({ ...slice, metadata: { ...old.metadata, labels: slice.metadata?.labels } });
  }
}
