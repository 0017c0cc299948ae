import type { ChanceText } from './chance-text.ts';
import { changedFields, fieldsOf, fieldsText } from './fields.ts';
import type { Seen, State } from './seen.ts';

/** One change of an object. */
export interface Change {
  readonly t: number;
  /** What changed, without what follows chance. */
  readonly what: string;
  /** Of an object that goes on, the fields that changed. */
  readonly fields?: ReadonlyMap<string, string> | undefined;
}

/** All changes of one object, in their order. */
export interface Life {
  /** Which object it is; objects that differ in nothing but a random suffix share it. */
  readonly key: string;
  /** Whose affair the change is, with the random suffix: a Pod and the Events about it have one subject. */
  readonly subject: string;
  readonly changes: readonly Change[];
}

interface Growing {
  readonly key: string;
  readonly subject: string;
  readonly changes: Change[];
  /** Undefined while it is not there. */
  fields: ReadonlyMap<string, string> | undefined;
}

/** Sorts what was seen by objects. `before` tells of objects that were there when the case began. */
export function livesOf(seen: readonly Seen[], before: readonly Seen[], text: ChanceText): readonly Life[] {
  const lives = new Map<string, Growing>();
  for (const each of before) lifeOf(lives, each, text).fields = comparable(each.state, text);
  for (const each of seen) {
    const life = lifeOf(lives, each, text);
    const change = each.kind === 'Event' ? { t: each.t, what: eventText(each) } : changeOf(life, each, text);
    if (change) life.changes.push(change);
  }
  return [...lives.values()].filter(({ changes }) => changes.length > 0);
}

/** Undefined when nothing changed that is told. */
function changeOf(life: Growing, { t, state, isDeleted }: Seen, text: ChanceText): Change | undefined {
  const before = life.fields;
  const now = comparable(state, text);
  life.fields = isDeleted ? undefined : now;
  if (isDeleted) return { t, what: 'DELETED' };
  const fields = changedFields(before ?? new Map(), now);
  if (!before) return { t, what: `ADDED ${fieldsText(fields)}` };
  return fields.size === 0 ? undefined : { t, what: `MODIFIED ${fieldsText(fields)}`, fields };
}

/** Events of Nodes go on counting from what was before the case. */
function eventText({ name, state }: Seen): string {
  return name.startsWith('Node/') ? 'seen' : `x${String(state['count'])}`;
}

function lifeOf(lives: Map<string, Growing>, seen: Seen, text: ChanceText): Growing {
  const isEvent = seen.kind === 'Event';
  const own = isEvent ? eventIdentity(seen.state) : '';
  const identity = `${seen.kind} ${seen.name} ${own}`;
  const known = lives.get(identity);
  if (known) return known;
  const name = seen.kind === 'Node' ? seen.name : text.without(seen.name);
  const life: Growing = {
    key: `${seen.kind} ${name} ${text.without(own)}`.trim(),
    subject: isEvent ? seen.name : `${seen.kind}/${seen.name}`,
    changes: [],
    fields: undefined,
  };
  lives.set(identity, life);
  return life;
}

/** An Event is told apart by all that it says but how often. */
function eventIdentity(state: State): string {
  const fields = fieldsOf(state);
  return ['component', 'type', 'reason', 'field', 'message'].map((field) => fields.get(field) ?? '-').join(' ');
}

function comparable(state: State, text: ChanceText): ReadonlyMap<string, string> {
  const fields = fieldsOf(JSON.parse(text.without(JSON.stringify(state))) as State);
  return new Map(fields);
}
