// Models staging/src/k8s.io/kubectl/pkg/cmd/util/podcmd (v1.35): which container of a Pod a command means.
import type * as k from '../../../engine/api/generated/types.ts';
import type { CommandContext } from '../command.ts';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** Names of all containers: those that run first, and the others last. */
export function containerNames({ spec }: k.Pod): readonly string[] {
  const groups = [spec?.initContainers ?? [], spec?.containers ?? [], spec?.ephemeralContainers ?? []];
  return groups.flat().map(({ name }) => name);
}

/** The container that is meant when none is named: it says so when there are others. Empty for a Pod without any. */
export function defaultContainer({ err }: Pick<CommandContext, 'err'>, pod: k.Pod): string {
  const { spec, metadata } = pod;
  const annotated = metadata?.annotations?.[DEFAULT_CONTAINER];
  const all = containerNames(pod);
  if (annotated !== undefined && all.includes(annotated)) return annotated;
  const chosen = spec?.containers[0]?.name ?? '';
  if (all.length > 1) err(`Defaulted container "${chosen}" out of: ${listed(pod)}\n`);
  return chosen;
}

/** `main, two, prep (init)` */
function listed({ spec }: k.Pod): string {
  const named = (containers: readonly { readonly name: string }[] | undefined, mark: string) =>
    (containers ?? []).map(({ name }) => `${name}${mark}`);
  return [
    ...named(spec?.containers, ''),
    ...named(spec?.ephemeralContainers, ' (ephem)'),
    ...named(spec?.initContainers, ' (init)'),
  ].join(', ');
}
