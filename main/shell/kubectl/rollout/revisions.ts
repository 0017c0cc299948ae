// Models staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go (v1.35): the revisions of a workload.
import type * as k from '../../../engine/api/generated/types.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { applyPatch } from '../../../engine/api/patch.ts';
import { replicaSetsOf } from '../../../engine/kinds/deployment/replica-sets.ts';
import { matcherOf } from '../../../engine/kinds/matcher.ts';
import { isJsonObject } from '../../../engine/kernel/json.ts';
import { ask } from '../api.ts';
import type { Target } from '../changing/targets.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { groupKindOf } from './kinds.ts';

export interface Revision {
  readonly number: number;
  /** What it is kept in: a ReplicaSet or a ControllerRevision. */
  readonly keeper: KubeObject;
  readonly template: k.PodTemplateSpec;
}

const REVISION = 'deployment.kubernetes.io/revision';

/** The revisions that are kept, oldest first; undefined for a kind that has none. Throws ServerRefusal. */
export async function revisionsOf(context: CommandContext, target: Target): Promise<readonly Revision[] | undefined> {
  const kind = groupKindOf(target.resource);
  if (kind === 'Deployment.apps') return await ofDeployment(context, target);
  if (kind === 'DaemonSet.apps' || kind === 'StatefulSet.apps') return await ofControllerRevisions(context, target);
  return undefined;
}

async function ofDeployment(context: CommandContext, { object, namespace }: Target): Promise<readonly Revision[]> {
  const { items = [] } = await ask(context, { verb: 'list', resource: 'replicasets', namespace });
  const revisions = replicaSetsOf(object, items).flatMap((keeper): readonly Revision[] => {
    const { metadata, spec } = keeper;
    const text = metadata?.annotations?.[REVISION];
    return text === undefined ? [] : [{ number: Number(text), keeper, template: spec?.template ?? {} }];
  });
  return inOrder(revisions);
}

async function ofControllerRevisions(context: CommandContext, target: Target): Promise<readonly Revision[]> {
  const { object, namespace } = target;
  const { spec, metadata } = object as k.DaemonSet | k.StatefulSet;
  const selects = matcherOf(spec?.selector);
  const { items = [] } = await ask(context, { verb: 'list', resource: 'controllerrevisions', namespace });
  const owned = items.filter(({ metadata: of }) => {
    const owner = of?.ownerReferences?.find(({ controller }) => controller);
    return owner?.uid === metadata?.uid && selects(of?.labels ?? {});
  });
  return inOrder(owned.map((keeper) => restored(target, keeper as k.ControllerRevision)));
}

function restored({ resource, object }: Target, keeper: k.ControllerRevision): Revision {
  const { revision, data } = keeper;
  const patched = applyPatch(resource.kind, object, 'strategic', data);
  if (!patched.ok) throw new PlainError(`unable to parse history: ${patched.status.message}`);
  const { spec } = patched.object as k.DaemonSet;
  return { number: revision, keeper, template: isJsonObject(spec?.template) ? spec.template : {} };
}

const inOrder = (revisions: readonly Revision[]): readonly Revision[] =>
  [...revisions].sort((a, b) => a.number - b.number);

/** What an undo without a number goes back to. */
export const previousOf = (revisions: readonly Revision[]): Revision | undefined => revisions.at(-2);
