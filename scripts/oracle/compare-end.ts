// The Events and objects that a case leaves behind, held against those recorded.
import type { Cluster } from '../../main/engine/cluster.ts';
import { withoutArtefacts } from './artefacts.ts';
import { loose } from './loose.ts';
import { Normalizer } from './normalizer.ts';
import type { CommandResult } from './command-result.ts';
import type { ObservedEvent } from './recorded.ts';

/** How many of what was recorded are there too; the others, and what is there besides. */
export interface Tally {
  readonly expected: number;
  readonly found: number;
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}

export function compareEvents(
  recorded: readonly ObservedEvent[],
  { server }: Cluster,
  namespaces: readonly string[],
  keepText: string,
): Tally {
  if (recorded.length === 0) return tally([], []);
  const events = [...server.store.all('events')].filter(({ metadata }) =>
    namespaces.includes(metadata.namespace ?? ''),
  );
  const played = events.map(({ type, reason, involvedObject, source, reportingComponent, message }) => ({
    type: type ?? '',
    reason: reason ?? '',
    object: `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`,
    component: source?.component ?? reportingComponent ?? '',
    message: message ?? '',
  }));
  return tally(eventLines(recorded, keepText), eventLines(played, keepText));
}

export function compareObjects(
  recorded: Readonly<Record<string, unknown>>,
  played: Readonly<Record<string, CommandResult>>,
  keepText: string,
): Tally {
  const lines = (objects: Readonly<Record<string, unknown>>) =>
    Object.entries(objects).flatMap(([what, object]) =>
      objectTexts(object, keepText).map((text) => `${what}: ${text}`),
    );
  const answers = Object.entries(played).map(([what, { stdout }]) => [what, parsed(stdout)] as const);
  return tally(lines(recorded), lines(Object.fromEntries(answers)));
}

function eventLines(events: readonly ObservedEvent[], keepText: string): readonly string[] {
  const normalizer = new Normalizer(keepText);
  return events.map(({ type, reason, object, component, message }) =>
    loose(normalizer.normalize(`${type} ${reason} ${object} ${component ?? ''}: ${message}`)),
  );
}

/** Each object as text; of a list each of its items. */
function objectTexts(object: unknown, keepText: string): readonly string[] {
  const items = isRecord(object) && Array.isArray(object['items']) ? object['items'] : [object];
  return items.map((item) => {
    const text = new Normalizer(keepText).normalize(JSON.stringify(item, sortedKeys, 1));
    return withoutArtefacts(loose(text));
  });
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // kubectl printed no object: it has failed.
    return text;
  }
}

function tally(expected: readonly string[], actual: readonly string[]): Tally {
  const surplus = [...actual];
  const missing = expected.filter((line) => {
    const index = surplus.indexOf(line);
    if (index >= 0) surplus.splice(index, 1);
    return index < 0;
  });
  return { expected: expected.length, found: expected.length - missing.length, missing, surplus };
}
