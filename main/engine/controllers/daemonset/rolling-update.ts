// Models rollingUpdate in pkg/controller/daemon/update.go (v1.35): which old daemons may go and where new ones may come
// before the old ones have gone.
import type { KindMap } from '../../api/resources.ts';
import type { Micros } from '../../kernel/time.ts';
import { isPodAvailable } from '../pod-state.ts';
import type { Place, Places } from './daemon-places.ts';
import type { DaemonPlan } from './daemon-plan.ts';
import { type Edition, isUpdated } from './daemon-pod.ts';
import { updateLimits } from './update-limits.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];
type IsAvailable = (pod: Pod) => boolean;

/** What an update has to do now, within the limits of the set. */
export function planUpdate(set: DaemonSet, { known }: Places, edition: Edition, now: Micros): DaemonPlan {
  const isAvailable = (pod: Pod) => isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now);
  const pairs = known.filter(({ pods }) => pods.length > 0).map((place) => pairAt(place, edition));
  const { surge, unavailable } = updateLimits(set, known.filter(({ shouldRun }) => shouldRun).length);
  return surge === 0 ? replaceOld(pairs, unavailable, isAvailable) : addNew(pairs, surge, isAvailable);
}

/** The daemons of one node that are to stay. */
interface Pair {
  readonly node: string;
  readonly fresh: Pod | undefined;
  readonly old: Pod | undefined;
  /** Whether there are more of a kind, which have to be put in order first. */
  readonly isCrowded: boolean;
}

function pairAt({ node, pods }: Place, edition: Edition): Pair {
  const staying = pods.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
  const fresh = staying.filter((pod) => isUpdated(pod, edition));
  const old = staying.filter((pod) => !isUpdated(pod, edition));
  return { node, fresh: fresh[0], old: old[0], isCrowded: fresh.length > 1 || old.length > 1 };
}

/** Old daemons that do not work go at once, others as long as few enough nodes are without one. */
function replaceOld(pairs: readonly Pair[], limit: number, isAvailable: IsAvailable): DaemonPlan {
  const broken: Pod[] = [];
  const working: Pod[] = [];
  let unavailable = 0;
  for (const { fresh, old, isCrowded } of pairs) {
    if (isCrowded || (!fresh && !old) || (fresh && old)) unavailable++;
    else if (fresh) unavailable += isAvailable(fresh) ? 0 : 1;
    else if (old && isAvailable(old)) working.push(old);
    else if (old) broken.push(old);
  }
  return { missing: [], surplus: [...broken, ...working.slice(0, Math.max(0, limit - unavailable))] };
}

/** New daemons come beside old ones on a few nodes at a time; an old one goes when the new one works. */
function addNew(pairs: readonly Pair[], limit: number, isAvailable: IsAvailable): DaemonPlan {
  const surplus: Pod[] = [];
  const broken: string[] = [];
  const working: string[] = [];
  let surging = 0;
  for (const { node, fresh, old, isCrowded } of pairs) {
    if (isCrowded) surging++;
    else if (!old) continue;
    else if (!fresh) (isAvailable(old) ? working : broken).push(node);
    else if (isAvailable(fresh)) surplus.push(old);
    else surging++;
  }
  return { missing: [...broken, ...working.slice(0, Math.max(0, limit - surging))], surplus };
}
