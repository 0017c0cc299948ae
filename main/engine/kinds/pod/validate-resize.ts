// Models ValidatePodResize in pkg/apis/core/validation/validation.go (v1.35): what the containers of a running Pod may have.
import type { Container, Pod, ResourceRequirements } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { forbidden, invalid } from '../faults.ts';
import { unifiedDiff } from '../unified-diff.ts';
import { specText } from './in-go.ts';
import { qualityOfService } from './quality.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const ONLY_THESE = 'only cpu and memory resources for containers and sidecar containers are mutable';
const resizable = new Set(['cpu', 'memory']);

export function validateResize(pod: Pod, previous: Pod): FieldError[] {
  if (previous.metadata?.annotations?.[MIRROR] !== undefined) return [forbidden('', 'static pods cannot be resized')];
  const quality = qualityOfService(pod);
  const errors =
    quality === qualityOfService(previous)
      ? []
      : [invalid('spec', quality, 'Pod QOS Class may not change as a result of resizing')];
  const removals = (pod.spec?.containers ?? []).flatMap((container, index) =>
    validateRemovals(`spec.containers[${index}].resources`, container, previous.spec?.containers[index]),
  );
  return [...errors, ...removals, ...validateOthers(pod, previous)];
}

/** What was asked for can be more or less, not nothing. */
function validateRemovals(path: string, container: Container, previous: Container | undefined): FieldError[] {
  return (['limits', 'requests'] as const).flatMap((part) => {
    const [next, last] = [container.resources?.[part] ?? {}, previous?.resources?.[part] ?? {}];
    const lost = Object.keys(last).some((name) => resizable.has(name) && !(name in next));
    return lost ? [forbidden(`${path}.${part}`, `resource ${part} cannot be removed`)] : [];
  });
}

function validateOthers({ spec }: Pod, { spec: old }: Pod): FieldError[] {
  if (!spec || !old) return [];
  const containers = spec.containers.map((container, index) => {
    const resources = withoutResizable(container.resources, old.containers[index]?.resources);
    return { ...container, resources };
  });
  const comparable = { ...spec, containers };
  if (jsonEqual(comparable, old)) return [];
  return [forbidden('spec', `${ONLY_THESE}\n${unifiedDiff(specText(old), specText(comparable))}`)];
}

/** The new resources with the old amounts of what may change. */
function withoutResizable(
  resources: ResourceRequirements | undefined,
  old: ResourceRequirements | undefined,
): ResourceRequirements | undefined {
  const part = (name: 'limits' | 'requests') => {
    const fixed = Object.entries(resources?.[name] ?? {}).filter(([key]) => !resizable.has(key));
    const kept = Object.entries(old?.[name] ?? {}).filter(([key]) => resizable.has(key));
    const amounts = Object.fromEntries([...kept, ...fixed]);
    return old?.[name] === undefined && fixed.length === 0 ? undefined : amounts;
  };
  return old === undefined && resources === undefined
    ? undefined
    : { ...resources, limits: part('limits'), requests: part('requests') };
}
