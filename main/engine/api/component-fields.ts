// What `managedFields` say of the cluster's own writers (v1.35). Their writes are not tracked, so that they cost nothing: who
// wrote what follows from what it is, and is worked out for those who ask to see it.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject } from '../kernel/json.ts';
import { joined } from './field-paths.ts';
import type { Event, Pod } from './generated/types.ts';
import { type Owner, ownableLeaves, ownersOf, setOwners } from './managed-fields.ts';
import { type AnyKind, type Draft, apiVersionOf } from './resources.ts';

const CONTROLLERS = 'kube-controller-manager';

/** The object with entries for the fields of which nobody outside said anything, where a component writes them. */
export function withComponentFields(kind: AnyKind, object: KubeObject): KubeObject {
  const owners = ownersOf(object);
  const owned = new Set(owners.flatMap(({ paths }) => [...paths]));
  const created = object.metadata?.creationTimestamp ?? '';
  const free = (subresource?: string) =>
    [...ownableLeaves(kind, object, { subresource, bringing: true }).keys()].filter((path) => !owned.has(path));
  const told = owners.length === 0 ? saidOnCreation(object, free()) : free().filter(isOfControllers);
  const manager = owners.length === 0 ? creatorOf(object) : CONTROLLERS;
  const status = kind.statusSubresource ? free('status').filter((path) => isWritten(object, path)) : [];
  const draft = { ...object } as Draft<KubeObject>;
  setOwners(draft, [
    ...owners,
    ownerOf(kind, manager, created, told),
    ownerOf(kind, statusWriterOf(object), latestTime(object) ?? created, status, 'status'),
  ]);
  return draft;
}

function ownerOf(kind: AnyKind, manager: string, time: string, paths: readonly string[], subresource?: string): Owner {
  const entry = {
    ...{ manager, operation: 'Update', apiVersion: apiVersionOf(kind), time, fieldsType: 'FieldsV1' },
    ...(subresource !== undefined && { subresource }),
  };
  return { entry, paths: new Set(paths) };
}

const REVISION = joined(['f:metadata', 'f:annotations', 'f:deployment.kubernetes.io/revision']);

/** What controllers write on objects that others made. */
const isOfControllers = (path: string): boolean => path === REVISION;

/** What admission and the scheduler add to Pods, of which nobody becomes the owner. */
const added = ['nodeName', 'preemptionPolicy', 'priority', 'serviceAccount', 'serviceAccountName', 'tolerations'].map(
  (field) => joined(['f:spec', `f:${field}`]),
);
const isAdded = (path: string): boolean =>
  added.some((field) => path === field || path.startsWith(joined([field, '']))) ||
  /kube-api-access-|secrets\/kubernetes\.io\/serviceaccount/.test(path);

/** What the maker of an object said of it. Lists that hold nothing of this were added whole. */
function saidOnCreation({ kind }: KubeObject, paths: readonly string[]): readonly string[] {
  if (kind !== 'Pod') return paths;
  const said = paths.filter((path) => !isAdded(path));
  const isList = (path: string) =>
    path.endsWith(joined(['f:volumes', '.'])) || path.endsWith(joined(['f:volumeMounts', '.']));
  return said.filter(
    (path) => !isList(path) || said.some((other) => other.startsWith(joined([path.slice(0, -2), 'k:']))),
  );
}

/** Who makes what nobody outside made. */
function creatorOf(object: KubeObject): string {
  const { kind, metadata } = object;
  const { namespace = '', labels = {}, name = '', ownerReferences = [] } = metadata ?? {};
  if (kind === 'Event') return (object as Event).source?.component ?? (object as Event).reportingComponent ?? '';
  const ofNode =
    kind === 'Node' || namespace === 'kube-node-lease' || ownerReferences.some((one) => one.kind === 'Node');
  if (ofNode) return 'kubelet';
  const bootstrapped = 'kubernetes.io/bootstrapping' in labels || kind === 'Namespace' || kind === 'PriorityClass';
  if (bootstrapped || (kind === 'Service' && namespace === 'default' && name === 'kubernetes')) return 'kube-apiserver';
  return CONTROLLERS;
}

function statusWriterOf(object: KubeObject): string {
  switch (object.kind) {
    case 'Pod':
      return (object as Pod).spec?.nodeName ? 'kubelet' : 'kube-scheduler';
    case 'Node':
      return 'kubelet';
    case 'CustomResourceDefinition':
      return 'kube-apiserver';
    default:
      return CONTROLLERS;
  }
}

/** Whether a field of the status is written later, and not by the API server with the object itself. */
function isWritten({ kind }: KubeObject, path: string): boolean {
  if (kind === 'Pod') return !path.includes('f:qosClass') && !path.includes('k:{"type":"PodScheduled"}');
  if (kind === 'Namespace') return !path.includes('f:phase');
  return kind === 'Service' ? !path.includes('f:loadBalancer') : true;
}

/** The latest instant that a status tells of. */
function latestTime(object: KubeObject): string | undefined {
  const times: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:]{8}Z$/.test(value)) times.push(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (isJsonObject(value)) Object.values(value).forEach(visit);
  };
  visit((object as { readonly status?: unknown }).status);
  // Times are all of one form, so that they compare as texts do.
  return times.sort().at(-1);
}
