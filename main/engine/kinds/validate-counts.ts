// Models the rules for statuses in pkg/apis/{apps,core,batch,policy,autoscaling}/validation/validation.go (v1.35): what is
// counted is not negative, and a part is not more than the whole.
import type { FieldError } from '../api/status.ts';
import { invalid, notNegative } from './faults.ts';

/** One count that cannot be more than another, and what is said where it is. */
export type CountLimit<S> = readonly [part: keyof S & string, whole: keyof S & string, fault: string];

/** The counts of a status that is written in place of `previous`, in which names never clash less often than before. */
export function validateCounts<S extends object>(
  status: S | undefined,
  previous: S | undefined,
  names: readonly (keyof S & string)[],
  limits: readonly CountLimit<S>[] = [],
): FieldError[] {
  const countOf = (name: keyof S, of = status) => {
    const value = of?.[name];
    return typeof value === 'number' ? value : 0;
  };
  const collisions: readonly [string, number, number][] = names
    .filter((name) => name === 'collisionCount')
    .map((name) => [name, countOf(name), countOf(name, previous)]);
  return [
    ...names.flatMap((name) => notNegative(`status.${name}`, countOf(name))),
    ...limits
      .filter(([part, whole]) => countOf(part) > countOf(whole))
      .map(([part, , fault]) => invalid(`status.${part}`, countOf(part), fault)),
    ...collisions
      .filter(([, now, before]) => now < before)
      .map(([name, now]) => invalid(`status.${name}`, now, 'cannot be decremented')),
  ];
}

const ALL = 'cannot be greater than status.replicas';

interface Replicas {
  readonly replicas?: number | undefined;
}

/** How the parts of a workload's replicas limit each other; what is said of the available ones differs. */
export function replicaLimits<S extends Replicas>(
  parts: readonly (keyof S & string)[],
  available: CountLimit<S>,
): CountLimit<S>[] {
  return [...parts.map((part): CountLimit<S> => [part, 'replicas', ALL]), available];
}

interface CountedReplicas extends Replicas {
  readonly fullyLabeledReplicas?: number | undefined;
  readonly readyReplicas?: number | undefined;
  readonly availableReplicas?: number | undefined;
  readonly observedGeneration?: number | undefined;
}

/** The status of a ReplicaSet or a ReplicationController. */
export function validateReplicas(
  status: CountedReplicas | undefined,
  previous: CountedReplicas | undefined,
): FieldError[] {
  return validateCounts(status, previous, counted, setLimits);
}

const counted = [
  ...(['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'] as const),
];
const setLimits = replicaLimits<CountedReplicas>(
  ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
  ['availableReplicas', 'readyReplicas', 'cannot be greater than readyReplicas'],
);
