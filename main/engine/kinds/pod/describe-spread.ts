// Models describeTopologySpreadConstraints in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { TopologySpreadConstraint } from '../../api/generated/types.ts';
import { describeLines, type Description } from '../description.ts';
import { formatSelector } from '../label-text.ts';

/** One constraint a line, the keys in order; nothing where there are none. `space` indents the title. */
export function describeSpread(
  description: Description,
  space: string,
  constraints: readonly TopologySpreadConstraint[],
): void {
  if (constraints.length === 0) return;
  const sorted = [...constraints].sort((a, b) =>
    a.topologyKey < b.topologyKey ? -1 : a.topologyKey > b.topologyKey ? 1 : 0,
  );
  describeLines(description, `${space}Topology Spread Constraints`, sorted.map(constraintText));
}

/** `kubernetes.io/hostname:DoNotSchedule when max skew 1 is exceeded for selector app=web` */
function constraintText(constraint: TopologySpreadConstraint): string {
  const { topologyKey, whenUnsatisfiable, maxSkew, labelSelector } = constraint;
  const selector = labelSelector ? ` for selector ${formatSelector(labelSelector)}` : '';
  return `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`;
}
