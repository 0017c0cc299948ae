// Models pkg/kubelet/events/resize.go (v1.35): what the Events about a resize say.
import type { Container, Pod, ResourceRequirements } from '../../api/generated/types.ts';

/** `prefix` and the Pod's resources in JSON, as Go writes it: the keys of its maps in order. */
export function resizeMessage(prefix: string, { spec }: Pod, generation: number, error?: string): string {
  const inits = spec?.initContainers ?? [];
  const summary = {
    ...(inits.length > 0 && { initContainers: inits.map(summaryOf) }),
    containers: (spec?.containers ?? []).map(summaryOf),
    generation,
    ...(error !== undefined && { error }),
  };
  return `${prefix}: ${JSON.stringify(summary)}`;
}

function summaryOf({ name, resources }: Container) {
  return { name, resources: sorted(resources ?? {}) };
}

function sorted({ limits, requests }: ResourceRequirements): ResourceRequirements {
  return { ...(limits && { limits: byName(limits) }), ...(requests && { requests: byName(requests) }) };
}

function byName(amounts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
