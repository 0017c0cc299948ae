// Models pkg/registry/core/pod/strategy.go LogLocation and streamLocation (v1.35): which container of a Pod is meant.
import type { Pod } from '../../engine/api/generated/types.ts';

/** The container, or what is answered to those who ask. */
export type Choice = { readonly container: string } | { readonly message: string };

/** The container that is `asked` for or, without a name, the only one. */
export function chooseContainer({ metadata, spec }: Pod, asked: string | undefined): Choice {
  const name = metadata?.name ?? '';
  const main = namesOf(spec?.containers);
  const init = namesOf(spec?.initContainers);
  const [only, ...others] = main;
  if (asked !== undefined && asked !== '') {
    const isThere = [...main, ...init, ...namesOf(spec?.ephemeralContainers)].includes(asked);
    return isThere ? { container: asked } : { message: `container ${asked} is not valid for pod ${name}` };
  }
  if (only !== undefined && others.length === 0) return { container: only };
  const inits = init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`;
  return { message: `a container name must be specified for pod ${name}, choose one of: [${main.join(' ')}]${inits}` };
}

function namesOf(containers: readonly { readonly name: string }[] | undefined): readonly string[] {
  return (containers ?? []).map(({ name }) => name);
}
