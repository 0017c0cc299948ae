// An acknowledged change survives `kill -9` at any moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonEqual } from '../engine/kernel/json.ts';
import { RandomStreams } from '../engine/kernel/random.ts';
import { SessionFile } from './session-file.ts';
import { busyCluster } from './testing/busy-cluster.ts';
import { valueOf } from './testing/sessions.ts';

const KILLS = 20;
const LIFE_MAX_MS = 150;
/** Below node_modules, so that the program in it finds better-sqlite3. */
const CACHE = join(import.meta.dirname, '../../node_modules/.cache');

let folder: string;
beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true });
  folder = mkdtempSync(join(CACHE, 'crash-test-'));
  // Built once, since starting it from its sources would take longer than all the rest.
  const entry = join(import.meta.dirname, 'testing/writer.ts');
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: entry, outDir: folder, rolldownOptions: { output: { entryFileNames: '[name].mjs' } } },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

test(`every acknowledged change is there after each of ${String(KILLS)} kills`, { timeout: 60_000 }, async () => {
  const seed = Number(process.env['KUBARIUM_SEED'] ?? Date.now() % 2 ** 31);
  console.log(`crash test: KUBARIUM_SEED=${String(seed)}`);
  const chance = new RandomStreams(seed).get('kills');
  const path = join(folder, 's.kubarium');
  const meta = { name: 's', seed: 1, preset: {}, catalogue: {}, engineVersion: '0.1.0', createdMs: 0 };
  valueOf(valueOf(SessionFile.create(path, meta)).close());

  let acknowledged = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    acknowledged = Math.max(acknowledged, await writeUntilKilled(path, chance.int(0, LIFE_MAX_MS)));
    const { session, damage } = valueOf(SessionFile.open(path));
    expect(damage).toBeUndefined();
    expect(session.head.seq).toBeGreaterThanOrEqual(acknowledged);
    expect(session.inputsAfter(0)).toHaveLength(session.head.seq / 5);
    expectHistory(session);
    valueOf(session.close());
  }
  expect(acknowledged).toBeGreaterThan(KILLS);
});

/** Lets another process write, kills it `lifeMs` after its first word, and gives the last record it acknowledged. */
async function writeUntilKilled(path: string, lifeMs: number): Promise<number> {
  const writer = spawn(process.execPath, [join(folder, 'writer.mjs'), path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  writer.stdout.on('data', (text: Buffer) => (output += text.toString()));
  const ended = once(writer, 'close');
  await Promise.race([once(writer.stdout, 'data'), ended]);
  await wait(lifeMs);
  writer.kill('SIGKILL');
  await ended;
  return Number(output.split('\n').at(-2) ?? 0);
}

function expectHistory(session: SessionFile): void {
  const made = busyCluster();
  for (const record of session.readRecords(1, Infinity)) {
    if (!jsonEqual(record, made.next().value)) throw new Error(`record ${String(record.seq)} is not what was written`);
  }
}
