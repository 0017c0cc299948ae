// Models Constraints in pkg/quota/v1/evaluator/core/pods.go (v1.35).
import type { Container, Pod } from '../../../api/generated/types.ts';
import type { Written } from '../../written.ts';
import { computeUsage } from './usage.ts';

/** What a quota can demand of every container, in the order in which it is complained of. */
const demanded = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

/**
 * The amounts among `limited` (names of a quota) that containers leave out: `limits.cpu for: main,proxy; cpu for: main`.
 * Empty when nothing is missing.
 */
export function missingAmounts({ spec }: Written<Pod>, limited: readonly string[]): string {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const texts = demanded
    .filter((name) => limited.includes(name))
    .map((name) => ({ name, without: containers.filter((container) => !says(container, name)) }))
    .filter(({ without }) => without.length > 0)
    .map(
      ({ name, without }) =>
        `${name} for: ${without
          .map((container) => container.name ?? '')
          .sort()
          .join(',')}`,
    );
  return texts.join('; ');
}

const says = ({ resources }: Written<Container>, name: string): boolean =>
  Object.hasOwn(computeUsage(resources?.requests ?? {}, resources?.limits ?? {}), name);
