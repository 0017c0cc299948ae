// Models hpasControllingPodsUnderSelector in pkg/controller/podautoscaler/horizontal.go (v1.35): Pods that several
// autoscalers look after are left alone by all of them.
import type { KindMap } from '../../api/resources.ts';
import { parseLabelSelector } from '../../api/selectors.ts';
import type { ScalingMemory } from './scaling-memory.ts';

type Pod = KindMap['pods'];

/** What is wrong with `selector` as it finds Pods of `namespace` that others find too; undefined when nobody does. */
export function rivalryOver(
  memory: ScalingMemory,
  namespace: string,
  pods: readonly Pod[],
  selector: string,
): string | undefined {
  const rivals = memory.selectors().flatMap(([key, text]) => {
    const [home, name = ''] = key.split('/');
    return home === namespace && findsSome(text, pods) ? [`{${name} ${namespace}}`] : [];
  });
  if (rivals.length < 2) return undefined;
  return `pods by selector ${selector} are controlled by multiple HPAs: [${rivals.join(' ')}]`;
}

function findsSome(text: string, pods: readonly Pod[]): boolean {
  const selector = parseLabelSelector(text);
  return selector.ok && pods.some(({ metadata }) => selector.matches(metadata?.labels ?? {}));
}
