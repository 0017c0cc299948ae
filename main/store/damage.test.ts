import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { jsonEqual } from '../engine/kernel/json.ts';
import { SessionFile } from './session-file.ts';
import { busyCluster } from './testing/busy-cluster.ts';
import { batchOf, valueOf } from './testing/sessions.ts';

const RECORDS = 5_000;
const meta = { name: 'm', seed: 1, preset: {}, catalogue: {}, engineVersion: '0.1.0', createdMs: 0 };

let folder: string;
let path: string;
let whole: Buffer;
let records: JournalRecord[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubarium-damage-'));
  path = join(folder, 's.kubarium');
  records = [];
  for (const record of busyCluster()) if (records.push(record) === RECORDS) break;
  const session = valueOf(SessionFile.create(path, meta));
  for (let start = 0; start < RECORDS; start += 500) {
    const batch = records.slice(start, start + 500);
    const input = {
      id: start / 500 + 1,
      seq: start,
      t: 0,
      steps: start,
      actor: 'person',
      input: { type: 'power-on' },
    } as const;
    const life = {
      uid: `u${String(start % 7)}`,
      namespace: 'default',
      name: 'web',
      t: start,
      seq: start,
      state: 'ready',
    } as const;
    valueOf(session.append({ ...batchOf(batch), inputs: [input], lives: [life] }));
    if (start % 1000 === 0) valueOf(session.addKeyframe({ ...session.head, hash: '', projection: {}, engine: {} }));
  }
  valueOf(session.close());
  whole = readFileSync(path);
});
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a damaged file', () => {
  test('cut off at any byte opens as far as it is whole, or says that nothing can be read', () => {
    const opened = fc.sample(fc.integer({ min: 0, max: whole.length - 1 }), { numRuns: 40, seed: 1 }).map((length) => {
      writeFileSync(path, whole.subarray(0, length));
      return checkWhatOpens();
    });
    expect(opened.filter((seq) => seq > 0).length).toBeGreaterThan(5);
  });

  test('with a page of garbage opens as far as it is whole, or says that nothing can be read', () => {
    const pages = Math.floor(whole.length / 4096);
    for (let page = 0; page < pages; page += 2) {
      const garbled = Buffer.from(whole);
      garbled.fill(0xa5, page * 4096 + 100, (page + 1) * 4096);
      writeFileSync(path, garbled);
      checkWhatOpens();
    }
  });

  test('with the type of its first page wrong leaves nothing beside it (seed 499775496)', () => {
    const garbled = Buffer.from(whole);
    garbled[100] = (garbled[100] ?? 0) ^ 1;
    writeFileSync(path, garbled);
    expect(checkWhatOpens()).toBe(-1);
  });

  test('with its schema beyond reading is not touched (seed -593438684)', () => {
    const garbled = Buffer.from(whole);
    garbled[1830] = (garbled[1830] ?? 0) ^ 127;
    writeFileSync(path, garbled);
    expect(checkWhatOpens()).toBe(-1);
  });

  test('with one wrong byte never gives wrong history', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const garbled = Buffer.from(whole);
        garbled[at] = (garbled[at] ?? 0) ^ flip;
        writeFileSync(path, garbled);
        checkWhatOpens();
      }),
      { numRuns: 40 },
    );
  });

  test('is kept beside what was rescued, and says what was lost', () => {
    writeFileSync(path, whole.subarray(0, whole.length - 3 * 4096));
    const { session, damage } = valueOf(SessionFile.open(path));
    expect(damage).toMatchObject({ code: 'session-damaged', params: { lastSeq: RECORDS, kept: 's.kubarium.damaged' } });
    expect(damage?.message).toContain(`record ${String(session.head.seq)}`);
    expect(readFileSync(`${path}.damaged`)).toHaveLength(whole.length - 3 * 4096);
    valueOf(session.append(batchOf(records.slice(session.head.seq, session.head.seq + 10))));
    valueOf(session.close());
    expect(valueOf(SessionFile.open(path)).damage).toBeUndefined();
  });

  test('is left alone by those who only read', () => {
    const cut = whole.subarray(0, whole.length - 3 * 4096);
    writeFileSync(path, cut);
    const { session, damage } = valueOf(SessionFile.open(path, { mode: 'read' }));
    expect(damage?.code).toBe('session-damaged');
    expect(session.head.seq).toBeGreaterThan(0);
    valueOf(session.close());
    expect(readdirSync(folder)).toEqual(['s.kubarium']);
    expect(readFileSync(path).equals(cut)).toBe(true);
  });
});

/** Opens what is there, checks that it is a beginning of the history and gives its length; -1 when it cannot be opened. */
function checkWhatOpens(): number {
  const copy = `${path}.copy`;
  copyFileSync(path, copy);
  const outcome = SessionFile.open(path);
  if (!outcome.ok) {
    expect([
      'session-empty',
      'session-not-sqlite',
      'session-not-kubarium',
      'session-damaged',
      'session-newer',
    ]).toContain(outcome.problem.code);
    expect(readFileSync(path).equals(readFileSync(copy))).toBe(true);
    expect(existsSync(`${path}-wal`)).toBe(false);
    return -1;
  }
  const { session, damage } = outcome.value;
  const { seq } = session.head;
  expect(jsonEqual([...session.readRecords(1, Infinity)], records.slice(0, seq))).toBe(true);
  expect(session.inputsAfter(0).length).toBeLessThanOrEqual(10);
  if (seq < RECORDS) expect(damage).toMatchObject({ code: 'session-damaged', params: { seq } });
  valueOf(session.close());
  rmSync(`${path}.damaged`, { force: true });
  return seq;
}
