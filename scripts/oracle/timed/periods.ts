// How often the probes of a case are run, which is how far chance may move their first results.
import { parseAllDocuments } from 'yaml';
import { PERIOD_DEFAULT_S } from './tolerances.ts';

/** Seconds from one run of a container's probe to the next; undefined when there is no such probe. */
export type Periods = (container: string, probe: 'startup' | 'liveness' | 'readiness') => number | undefined;

/** The periods of all containers in a manifest. */
export function periodsIn(manifest: string): Periods {
  const containers = parseAllDocuments(manifest).flatMap((document) => containersIn(document.toJS()));
  return (container, probe) => {
    const own = containers.find(({ name }) => name === container)?.[`${probe}Probe`];
    return isRecord(own) ? Number(own['periodSeconds'] ?? PERIOD_DEFAULT_S) : undefined;
  };
}

function containersIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(containersIn);
  if (!isRecord(value)) return [];
  const below = Object.values(value).flatMap(containersIn);
  return typeof value['name'] === 'string' && 'image' in value ? [value, ...below] : below;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
