// An acknowledged change survives `kill -9` at any moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonEqual } from '../engine/kernel/json.ts';
import { RandomStreams } from '../engine/kernel/random.ts';
import { SessionFile } from './session-file.ts';
import { busyCluster } from './testing/busy-cluster.ts';
import { valueOf } from './testing/sessions.ts';

const KILLS = 20;
const LIFE_MAX_MS = 150;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'kubarium-crash-'))));
afterAll(() => rmSync(folder, { recursive: true }));

test(`every acknowledged change is there after each of ${String(KILLS)} kills`, { timeout: 60_000 }, async () => {
  const seed = Number(process.env['KUBARIUM_SEED'] ?? Date.now() % 2 ** 31);
  console.log(`crash test: KUBARIUM_SEED=${String(seed)}`);
  const chance = new RandomStreams(seed).get('kills');
  const path = join(folder, 's.kubarium');
  const meta = { name: 's', seed: 1, preset: {}, catalogue: {}, engineVersion: '0.1.0', createdMs: 0 };
  valueOf(valueOf(SessionFile.create(path, meta)).close());

  let acknowledged = 0;
  let next = new Writer(path);
  for (let kill = 0; kill < KILLS; kill++) {
    const writer = next;
    next = new Writer(path);
    acknowledged = Math.max(acknowledged, await writer.writeUntilKilled(chance.int(0, LIFE_MAX_MS)));
    const { session, damage } = valueOf(SessionFile.open(path));
    expect(damage).toBeUndefined();
    expect(session.head.seq).toBeGreaterThanOrEqual(acknowledged);
    expect(session.inputsAfter(0)).toHaveLength(session.head.seq / 5);
    expectHistory(session);
    valueOf(session.close());
  }
  next.kill();
  expect(acknowledged).toBeGreaterThan(KILLS);
});

/** Another process that writes. It starts at once, since that takes longest, and waits to be told. */
class Writer {
  readonly #process;
  #output = '';

  constructor(path: string) {
    const script = join(import.meta.dirname, 'testing/writer.ts');
    this.#process = spawn(process.execPath, ['--import', 'tsx', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdout.on('data', (text: Buffer) => (this.#output += text.toString()));
  }

  /** Kills it `lifeMs` after its first word, and gives the last record it acknowledged. */
  async writeUntilKilled(lifeMs: number): Promise<number> {
    const begun = once(this.#process.stdout, 'data');
    const ended = once(this.#process, 'close');
    this.#process.stdin.write('go');
    await Promise.race([begun, ended]);
    await wait(lifeMs);
    this.kill();
    await ended;
    return Number(this.#output.split('\n').at(-2) ?? 0);
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

function expectHistory(session: SessionFile): void {
  const made = busyCluster();
  for (const record of session.readRecords(1, Infinity)) {
    if (!jsonEqual(record, made.next().value)) throw new Error(`record ${String(record.seq)} is not what was written`);
  }
}
