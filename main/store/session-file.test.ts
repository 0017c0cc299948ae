import fc from 'fast-check';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jsonEqual } from '../engine/kernel/json.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { SessionFile, type Batch, type SessionMeta } from './session-file.ts';
import { busyCluster } from './testing/busy-cluster.ts';
import { batchOf, valueOf } from './testing/sessions.ts';

const meta: SessionMeta = {
  name: 'Chapter one',
  seed: 7,
  preset: { name: 'tutorial', nodes: ['master231'] },
  catalogue: { images: [] },
  engineVersion: '0.1.0',
  createdMs: 1_767_600_000_000,
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubarium-store-'));
  path = join(folder, 'chapter one.kubarium');
});
afterEach(() => rmSync(folder, { recursive: true }));

const create = (sizeMaxBytes?: number) =>
  valueOf(SessionFile.create(path, meta, sizeMaxBytes === undefined ? {} : { sizeMaxBytes }));
const open = () => valueOf(SessionFile.open(path)).session;
const all = (session: SessionFile) => [...session.readRecords(1, Infinity)];

describe('a session file', () => {
  test('keeps its settings', () => {
    valueOf(create().close());
    expect(open().meta).toEqual(meta);
  });

  test('is a single file when closed', () => {
    const session = create();
    valueOf(session.append(batchOf(take(10))));
    expect(readdirSync(folder)).toContain('chapter one.kubarium-wal');
    valueOf(session.close());
    expect(readdirSync(folder)).toEqual(['chapter one.kubarium']);
  });

  test('keeps inputs, lives, buckets and layout', () => {
    const session = create();
    const power = { id: 1, seq: 0, t: 0, steps: 0, actor: 'person', input: { type: 'power-on' } } as const;
    const later = { ...power, id: 2, seq: 3, t: 50, steps: 9 };
    const life = { uid: 'u1', namespace: 'default', name: 'web', t: 5, seq: 2, state: 'ready' } as const;
    valueOf(
      session.append({
        ...batchOf(take(10)),
        inputs: [power, later],
        lives: [life, { ...life, seq: 4, state: 'gone' }],
      }),
    );
    valueOf(session.append({ ...batchOf([]), buckets: [{ second: 0, answered: 1, failed: 0 }] }));
    valueOf(session.append({ ...batchOf([]), buckets: [{ second: 0, answered: 2, failed: 1 }] }));
    valueOf(session.place({ key: 'node:a', x: 1, y: 2 }));
    valueOf(session.place({ key: 'node:a', x: 1.5, y: -2 }));
    valueOf(session.close());

    const again = open();
    expect(again.inputsAfter(0)).toEqual([power, later]);
    expect(again.inputsAfter(1)).toEqual([later]);
    expect(again.lives).toEqual([life, { ...life, seq: 4, state: 'gone' }]);
    expect(again.buckets).toEqual([{ second: 0, answered: 2, failed: 1 }]);
    expect(again.layout).toEqual([{ key: 'node:a', x: 1.5, y: -2 }]);
    valueOf(again.resetLayout());
    expect(again.layout).toEqual([]);
  });

  test('gives back its records, however they were cut into batches and whenever it was reopened', () => {
    const records = take(2_500);
    const batches = fc.array(fc.record({ size: fc.integer({ min: 1, max: 900 }), reopen: fc.boolean() }), {
      minLength: 3,
      maxLength: 6,
    });
    fc.assert(
      fc.property(batches, (cuts) => {
        rmSync(path, { force: true });
        let session = create();
        for (const { size, reopen } of cuts) {
          valueOf(session.append(batchOf(records.slice(session.head.seq, session.head.seq + size))));
          if (!reopen) continue;
          valueOf(session.close());
          session = open();
        }
        expect(jsonEqual(all(session), records.slice(0, session.head.seq))).toBe(true);
        valueOf(session.close());
      }),
      { numRuns: 10 },
    );
  });

  test('reads from anywhere, across chunks, and with keyframes as without', () => {
    const records = take(9000);
    const session = create();
    for (const batch of cut(records, [1500, 40, 1, 5000])) {
      valueOf(session.append(batchOf(batch)));
      const { seq } = session.head;
      if (seq % 2 === 1) valueOf(session.addKeyframe({ ...session.head, hash: 'h', projection: { seq } }));
    }
    for (const [from, to] of [
      [1, 9000],
      [4321, 4330],
      [8999, 20_000],
      [1541, 1542],
    ] as const) {
      expect([...session.readRecords(from, to)]).toEqual(records.slice(from - 1, to));
    }
    expect(session.keyframeAtOrBefore({ seq: 9000 })?.seq).toBe(8081);
    expect(session.keyframeAtOrBefore({ seq: 6540 })?.projection).toEqual({ seq: 1541 });
    expect(session.keyframeAtOrBefore({ seq: 1540 })).toBeUndefined();
    expect(session.keyframeAtOrBefore({ t: records[1600]?.t ?? 0 })?.seq).toBe(1541);
    expect(session.newestEngineKeyframe()).toBeUndefined();
    for (const seq of [1, 777, 4000, 8999]) expect(session.seqAt(records[seq - 1]?.t ?? 0)).toBeGreaterThanOrEqual(seq);
    expect(session.seqAt(-1)).toBe(0);
    expect(session.seqAt(1e12)).toBe(9000);
  });

  test('can be appended to while it is read', () => {
    const records = take(5000);
    const session = create();
    valueOf(session.append(batchOf(records.slice(0, 1900))));
    const reading = session.readRecords(1, Infinity);
    const read = [reading.next().value];
    valueOf(session.append(batchOf(records.slice(1900))));
    for (const record of reading) read.push(record);
    expect(read).toEqual(records.slice(0, 1900));
  });

  test('refuses records that leave a gap', () => {
    expect(() => create().append(batchOf(take(3).slice(1)))).toThrow('record 2 came where 1 was due');
  });
});

describe('a session that cannot be had', () => {
  test('because it is there already', () => {
    valueOf(create().close());
    expect(SessionFile.create(path, meta)).toMatchObject({ ok: false, problem: { code: 'session-exists' } });
    expect(open().meta.name).toBe('Chapter one');
  });

  test('because it is open in this process', () => {
    const session = create();
    for (const mode of ['change', 'read'] as const) {
      expect(SessionFile.open(path, { mode })).toMatchObject({ ok: false, problem: { code: 'session-in-use' } });
    }
    valueOf(session.append(batchOf(take(5))));
    expect(all(session)).toHaveLength(5);
  });

  test('because the folder is not there', () => {
    path = join(folder, 'no', 'such.kubarium');
    expect(SessionFile.create(path, meta)).toMatchObject({ ok: false, problem: { code: 'file-unwritable' } });
    expect(SessionFile.open(path)).toMatchObject({ ok: false, problem: { code: 'session-missing' } });
  });

  test('because it is a folder', () => {
    expect(SessionFile.open(folder)).toMatchObject({ ok: false, problem: { code: 'file-unreadable' } });
  });

  test.each([
    ['session-empty', ''],
    ['session-not-sqlite', 'x'],
    ['session-not-sqlite', 'apiVersion: v1\n'.repeat(1000)],
  ])('%s', (code, content) => {
    writeFileSync(path, content);
    expect(SessionFile.open(path)).toMatchObject({ ok: false, problem: { code } });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('may still be read by several at once', () => {
    const session = create();
    valueOf(session.append(batchOf(take(5))));
    valueOf(session.close());
    const readers = [1, 2].map(() => valueOf(SessionFile.open(path, { mode: 'read' })).session);
    for (const reader of readers) {
      expect(all(reader)).toHaveLength(5);
      expect(reader.append(batchOf([]))).toMatchObject({ ok: false, problem: { code: 'disk-read-only' } });
      valueOf(reader.close());
    }
  });
});

test('a full disk loses nothing, and the batch can be tried again', () => {
  const records = take(30_000);
  const session = create(200_000);
  const batches = [...cut(records, [700])];
  const refused = batches.findIndex((batch) => !session.append(batchOf(batch)).ok);
  expect(refused).toBeGreaterThan(0);
  expect(session.append(batchOf(batches[refused] ?? []))).toMatchObject({ problem: { code: 'disk-full' } });
  expect(all(session)).toEqual(records.slice(0, refused * 700));
  valueOf(session.close());

  const again = open();
  for (const batch of batches.slice(refused)) valueOf(again.append(batchOf(batch)));
  expect(all(again)).toEqual(records);
  expect(existsSync(path)).toBe(true);
});

function take(count: number): JournalRecord[] {
  const records: JournalRecord[] = [];
  for (const record of busyCluster()) if (records.push(record) === count) break;
  return records;
}

function* cut(records: readonly JournalRecord[], sizes: readonly number[]): Generator<Batch['records']> {
  for (let start = 0, index = 0; start < records.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    yield records.slice(start, start + size);
    start += size;
  }
}
