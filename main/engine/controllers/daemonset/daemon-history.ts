// Models constructHistory and cleanupHistory in pkg/controller/daemon/update.go (v1.35): the templates that a DaemonSet has
// had. Throws refusals.
import type { ControllerRevision } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { type Labels, matchesLabelSelector } from '../../api/selectors.ts';
import type { ControllerContext } from '../controller.ts';
import { forgetRevisions, presentRevision, revisionsOf } from '../controller-revisions.ts';
import { HASH_LABEL } from './daemon-pod.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];

export interface DaemonHistory {
  /** That of the present template. */
  readonly hash: string;
  /** The oldest first. */
  readonly old: readonly ControllerRevision[];
}

export function daemonHistory(context: ControllerContext, actor: string, set: DaemonSet): DaemonHistory {
  const selects = (labels: Labels) => matchesLabelSelector(set.spec?.selector, labels);
  const revisions = revisionsOf(context, { actor, owner: set }, selects);
  const historian = { actor, owner: set, template: set.spec?.template ?? {}, hashLabel: HASH_LABEL };
  const present = presentRevision(context, historian, revisions);
  return { hash: hashOf(present), old: revisions.filter(({ metadata }) => metadata?.name !== present.metadata?.name) };
}

/** Deletes old revisions that none of the Pods was made from, until there are no more than the set may keep. */
export function cleanHistory(
  context: ControllerContext,
  actor: string,
  set: DaemonSet,
  old: readonly ControllerRevision[],
  pods: readonly Pod[],
): void {
  const surplus = old.length - (set.spec?.revisionHistoryLimit ?? 10);
  if (surplus <= 0) return;
  const used = new Set(pods.map(({ metadata }) => metadata?.labels?.[HASH_LABEL]));
  const unused = old.filter((revision) => !used.has(hashOf(revision)));
  forgetRevisions(context, actor, unused, Math.max(0, unused.length - surplus));
}

const hashOf = ({ metadata }: ControllerRevision): string => metadata?.labels?.[HASH_LABEL] ?? '';
