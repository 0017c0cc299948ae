// Files and folders that must not be written. Nobody forbids the superuser anything, so this asks as another user.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { busyCluster } from './testing/busy-cluster.ts';
import { batchOf, valueOf } from './testing/sessions.ts';
import { SessionFile } from './session-file.ts';

const NOBODY = 65_534;
const isSuperuser = process.getuid?.() === 0;

let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubarium-read-only-'));
  path = join(folder, 's.kubarium');
  const meta = { name: 's', seed: 1, preset: {}, catalogue: {}, engineVersion: '0.1.0', createdMs: 0 };
  const session = valueOf(SessionFile.create(path, meta));
  valueOf(session.append(batchOf([busyCluster().next().value])));
  valueOf(session.close());
  chmodSync(path, 0o444);
  chmodSync(folder, 0o555);
});
afterAll(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

test.skipIf(process.platform === 'win32').each([
  ['change', 'disk-read-only'],
  ['create', 'disk-read-only'],
  ['read', 'read 1 records'],
])('to %s a session there: %s', (what, expected) => {
  expect(ask(what)).toBe(expected);
  expect(readdirSync(folder)).toEqual(['s.kubarium']);
});

test.skipIf(process.platform === 'win32')('a session that may be written in a folder that may not', () => {
  chmodSync(path, 0o666);
  expect(ask('change')).toBe('disk-read-only');
  chmodSync(path, 0o444);
});

function ask(what: string): string {
  const script = join(import.meta.dirname, 'testing/asker.ts');
  const asker = spawnSync(process.execPath, ['--import', 'tsx', script, what, path], {
    encoding: 'utf8',
    env: { ...process.env, KUBARIUM_TEST_USER: isSuperuser ? String(NOBODY) : '' },
  });
  return asker.stdout + asker.stderr;
}
