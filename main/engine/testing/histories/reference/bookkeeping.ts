// Names, owners of fields, Events and revisions are in order.
import { isJsonObject } from '../../../kernel/json.ts';
import { type Fault, fault } from '../fault.ts';
import { type World, controllerOf, nameOf } from '../world.ts';

export function bookkeeping(world: World): readonly Fault[] {
  return [...managedFields(world), ...events(world), ...revisions(world)];
}

function managedFields(world: World): readonly Fault[] {
  return world.everything().flatMap(([resource, object]) => {
    const entries: unknown = (object.metadata as { managedFields?: unknown } | undefined)?.managedFields ?? [];
    const isSound = Array.isArray(entries) && entries.every(isEntry);
    return isSound ? [] : [fault('managed-fields', `${resource} ${nameOf(object)}`)];
  });
}

function isEntry(entry: unknown): boolean {
  if (!isJsonObject(entry)) return false;
  const { manager, operation, fieldsV1 } = entry;
  const isNamed = typeof manager === 'string' && (operation === 'Apply' || operation === 'Update');
  return isNamed && isFieldSet(fieldsV1);
}

function isFieldSet(fields: unknown): boolean {
  if (!isJsonObject(fields)) return false;
  return Object.entries(fields).every(([key, child]) => (key === '.' || /^[fkvi]:/.test(key)) && isFieldSet(child));
}

function events(world: World): readonly Fault[] {
  return world
    .all('events')
    .filter(({ involvedObject, reason }) => !involvedObject.name || !involvedObject.kind || !reason)
    .map((event) => fault('event', nameOf(event)));
}

/** A controller that has not heard yet of the revision it has just made may give its number once more. */
function revisions(world: World): readonly Fault[] {
  const taken = new Map<string, string | undefined>();
  return world.all('controllerrevisions').flatMap((revision) => {
    const key = `${controllerOf(revision) ?? nameOf(revision)} ${String(revision.revision)}`;
    const made = revision.metadata?.creationTimestamp;
    const isTaken = taken.has(key) && taken.get(key) !== made;
    taken.set(key, made);
    return isTaken ? [fault('revision', `${nameOf(revision)} has a number that is taken`)] : [];
  });
}
