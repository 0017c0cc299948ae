// Models pkg/controller/history/controller_history.go (v1.35): the templates that a set has had, kept as
// ControllerRevisions. Throws refusals.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { ControllerRevision, PodTemplateSpec } from '../api/generated/types.ts';
import { dropUndefined, jsonEqual } from '../kernel/json.ts';
import type { ControllerContext } from './controller.ts';
import { compareText } from '../api/order.ts';
import type { Labels } from '../api/selectors.ts';
import { controllerOf, controllerReference } from './owners.ts';
import { written } from './refusal.ts';
import { templateHash } from './template-hash.ts';

export interface Historian {
  readonly actor: string;
  readonly owner: KubeObject;
  readonly template: PodTemplateSpec;
  /** The label of a revision that holds the hash of its template. */
  readonly hashLabel: string;
}

/** The revisions of the owner, the oldest first, with those that it adopts as nobody has them and it `selects` them. */
export function revisionsOf(
  context: ControllerContext,
  { actor, owner }: Pick<Historian, 'actor' | 'owner'>,
  selects: (labels: Labels) => boolean,
): readonly ControllerRevision[] {
  const { namespace, uid, deletionTimestamp } = owner.metadata ?? {};
  const isOrphan = ({ metadata }: ControllerRevision) =>
    deletionTimestamp === undefined && metadata?.namespace === namespace && selects(metadata?.labels ?? {});
  return [...context.caches.of('controllerrevisions').all()]
    .flatMap((revision) => {
      const controller = controllerOf(revision);
      if (controller) return controller.uid === uid ? [revision] : [];
      return isOrphan(revision) ? adopt(context, actor, owner, revision) : [];
    })
    .sort((a, b) => a.revision - b.revision || compareText(nameOf(a), nameOf(b)));
}

/** The revision that holds the present template, as the latest of `revisions`: it is made where it is missing. */
export function presentRevision(
  context: ControllerContext,
  historian: Historian,
  revisions: readonly ControllerRevision[],
): ControllerRevision {
  const { actor, owner, template } = historian;
  const data = dataOf(template);
  const equal = revisions.findLast((revision) => jsonEqual(revision.data, data));
  const last = revisions.at(-1);
  if (!equal) return create(context, historian, data, (last?.revision ?? 0) + 1);
  if (equal === last || !last) return equal;
  const latest = { ...equal, metadata: { ...equal.metadata, namespace: owner.metadata?.namespace } };
  return written(context.server.update('controllerrevisions', { ...latest, revision: last.revision + 1 }, { actor }));
}

/** Deletes the oldest revisions that nobody uses, as long as there are more than `limit` of those. */
export function forgetRevisions(
  { server }: ControllerContext,
  actor: string,
  unused: readonly ControllerRevision[],
  limit: number,
): void {
  for (const { metadata } of unused.slice(0, Math.max(0, unused.length - limit))) {
    const { namespace = '', name = '', uid } = metadata ?? {};
    const deleted = server.delete('controllerrevisions', namespace, name, { actor, uid });
    if (!deleted.ok && deleted.status.code !== 404) written(deleted);
  }
}

/** The template that a revision holds. */
export function templateOf({ data }: ControllerRevision): PodTemplateSpec {
  // Only `dataOf` below writes what a controller finds in revisions of its own.
  const { spec } = data as Data;
  const { $patch: _patch, ...template } = spec.template;
  return template;
}

/** One that has changed or gone meanwhile is looked at again later. */
function adopt(
  { server }: ControllerContext,
  actor: string,
  owner: KubeObject,
  revision: ControllerRevision,
): readonly ControllerRevision[] {
  const ownerReferences = [...(revision.metadata?.ownerReferences ?? []), controllerReference(owner)];
  const metadata = { ...revision.metadata, ownerReferences };
  const adopted = server.update('controllerrevisions', { ...revision, metadata }, { actor });
  return adopted.ok ? [adopted.object] : [];
}

type Data = { readonly spec: { readonly template: PodTemplateSpec & { readonly $patch?: 'replace' } } };

function dataOf(template: PodTemplateSpec): Data {
  return { spec: { template: { $patch: 'replace', ...template } } };
}

function create(
  { server }: ControllerContext,
  { actor, owner, template, hashLabel }: Historian,
  data: Data,
  revision: number,
): ControllerRevision {
  const hash = templateHash(template);
  const { name = '', namespace = '', annotations } = owner.metadata ?? {};
  const metadata = dropUndefined({
    name: `${name}-${hash}`,
    namespace,
    labels: { ...template.metadata?.labels, [hashLabel]: hash },
    annotations,
    ownerReferences: [controllerReference(owner)],
  });
  const created = server.create('controllerrevisions', { metadata, data, revision }, { actor });
  if (created.ok || created.status.code !== 409) return written(created);
  // The cache may be late: the revision is there already.
  return written(server.get('controllerrevisions', namespace, metadata.name));
}

const nameOf = ({ metadata }: ControllerRevision): string => metadata?.name ?? '';
