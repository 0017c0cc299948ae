// What all recordings of a case show, object by object.
import { alignChanges, pairLives } from './pair-lives.ts';
import type { Entry, ExpectedLife } from './expected-life.ts';
import type { Change, Life } from './lives.ts';

/** What the recordings have in common; chance decides on the rest. */
export function expectedLives(recordings: readonly (readonly Life[])[]): readonly ExpectedLife[] {
  const [first = [], ...others] = recordings;
  const begun = first.map(({ key, subject, changes }) => ({
    key,
    subject,
    entries: changes.map(({ what, fields, t }) => ({ what, fields, times: [t] })),
    possible: new Set(changes.map(({ what }) => what)),
  }));
  return others.reduce<readonly ExpectedLife[]>((lives, recording) => intersect(lives, recording), begun);
}

function intersect(lives: readonly ExpectedLife[], recording: readonly Life[]): readonly ExpectedLife[] {
  const pairs = pairLives(lives, recording);
  return lives.map((life) => {
    const changes = pairs.get(life)?.changes ?? [];
    return { ...life, entries: shared(life.entries, changes), possible: union(life.possible, changes) };
  });
}

function shared(entries: readonly Entry[], changes: readonly Change[]): readonly Entry[] {
  return alignChanges(entries, changes).flatMap(([index, other]) => {
    const [entry, change] = [entries[index], changes[other]];
    return entry && change ? [{ ...entry, times: [...entry.times, change.t] }] : [];
  });
}

function union(possible: ReadonlySet<string>, changes: readonly Change[]): ReadonlySet<string> {
  return new Set([...possible, ...changes.map(({ what }) => what)]);
}
