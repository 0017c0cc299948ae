// StatefulSets have the Pods of their ordinals, one after the other, with their claims.
import type { Pod, StatefulSet } from '../../../api/generated/types.ts';
import { type Fault, fault } from '../fault.ts';
import { isActive, isReady } from '../pod-facts.ts';
import { refusedOwners } from '../refused.ts';
import { type World, byController, isGoing, nameOf } from '../world.ts';

export function stateful(world: World): readonly Fault[] {
  const podsOf = byController(world.all('pods'));
  const claims = new Set(world.all('persistentvolumeclaims').map(nameOf));
  const taken = new Set(world.all('pods').map(nameOf));
  const isToldNo = refusedOwners(world);
  return world
    .all('statefulsets')
    .filter((set) => !isGoing(set))
    .flatMap((set) => {
      // A Pod that the set has let go keeps its name.
      const mayLack = (ordinal: number) => isToldNo(set) || taken.has(`${nameOf(set)}-${String(ordinal)}`);
      return judge(set, podsOf(set), claims, mayLack);
    });
}

function judge(
  set: StatefulSet,
  pods: readonly Pod[],
  claims: ReadonlySet<string>,
  mayLack: (ordinal: number) => boolean,
): readonly Fault[] {
  const wrong = (about: string) => fault('stateful-set', `${nameOf(set)} ${about}`);
  const { metadata, spec, status } = set;
  const wanted = spec?.replicas ?? 1;
  const ordinals = new Map(pods.map((pod) => [ordinalOf(set, pod), pod] as const));
  const faults: Fault[] = [];
  if (status?.observedGeneration !== metadata?.generation) faults.push(wrong('has not been looked at'));
  const ready = pods.filter((pod) => isReady(pod)).length;
  if ((status?.readyReplicas ?? 0) !== ready)
    faults.push(wrong(`says ${String(status?.readyReplicas ?? 0)} ready of ${String(ready)}`));
  const first = firstUnready(ordinals, wanted);
  if (first < wanted) {
    const waits = set.spec?.podManagementPolicy === 'Parallel' ? range(first, wanted) : [first];
    // The first that is refused holds up those after it, also where all are made at once.
    const lacking = waits.find((ordinal) => !ordinals.has(ordinal));
    return lacking === undefined || mayLack(lacking) ? faults : [...faults, wrong(`has no Pod ${String(lacking)}`)];
  }
  for (const [ordinal, pod] of ordinals) {
    // The set takes them away one after the other, and waits for the one before.
    if (ordinal >= wanted && isActive(pod) && !pods.some(isGoing) && !waitsToShrink(set, ordinals))
      faults.push(wrong(`keeps Pod ${String(ordinal)} of ${String(wanted)}`));
    const isUpdated = pod.metadata?.labels?.['controller-revision-hash'] === status?.updateRevision;
    if (ordinal < wanted && ordinal >= oldestUpdated(set) && !isUpdated)
      faults.push(wrong(`leaves Pod ${String(ordinal)} as it was`));
    for (const { metadata: claim } of spec?.volumeClaimTemplates ?? []) {
      const name = `${metadata?.namespace ?? ''}/${claim?.name ?? ''}-${pod.metadata?.name ?? ''}`;
      if (isActive(pod) && !claims.has(name)) faults.push(wrong(`has no claim ${name}`));
    }
  }
  return faults;
}

/**
 * Whether the last of the Pods that are too many must become ready before it goes, as processCondemned in
 * pkg/controller/statefulset/stateful_set_control.go (v1.35) sees it: of several that are not ready, in order, only the first
 * is taken away as it is.
 */
function waitsToShrink({ spec }: StatefulSet, ordinals: ReadonlyMap<number, Pod>): boolean {
  if (spec?.podManagementPolicy === 'Parallel') return false;
  const present = [...ordinals].sort(([a], [b]) => a - b).map(([, pod]) => pod);
  const last = present.at(-1);
  return last !== undefined && !isReady(last) && present.findIndex((pod) => !isReady(pod)) < present.length - 1;
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

const ordinalOf = ({ metadata }: StatefulSet, pod: Pod): number =>
  Number((pod.metadata?.name ?? '').slice((metadata?.name ?? '').length + 1));

/** The first ordinal whose Pod must be of the newest revision when all are ready. */
function oldestUpdated({ spec }: StatefulSet): number {
  if (spec?.updateStrategy?.type === 'OnDelete') return Infinity;
  return spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
}

function firstUnready(ordinals: ReadonlyMap<number, Pod>, wanted: number): number {
  for (let ordinal = 0; ordinal < wanted; ordinal++) {
    const pod = ordinals.get(ordinal);
    if (!pod || !isReady(pod) || isGoing(pod)) return ordinal;
  }
  return wanted;
}
