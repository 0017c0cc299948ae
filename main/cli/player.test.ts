import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MINUTE, type Micros } from '../engine/kernel/time.ts';
import { clusterOptions } from '../engine/testing/clusters.ts';
import { SessionFile } from '../store/session-file.ts';
import { recordedPlayer } from './player.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubarium-player-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('says so when the disk is full, and leaves a session of all that was written', () => {
  const path = join(folder, 'small.kubarium');
  const made = recordedPlayer(clusterOptions(1), path, { sizeMaxBytes: 200_000 });
  if (!made.ok) throw new Error(made.problem.message);
  const player = made.value;
  player.submit({ type: 'power-on' });
  let committed = player.commit();
  let written = 0;
  for (let minute = 1; committed.ok && minute < 600; minute++) {
    written = player.cluster.lastSeq;
    player.cluster.runUntil((minute * MINUTE) as Micros);
    committed = player.commit();
  }
  expect(committed).toMatchObject({ ok: false, problem: { code: 'disk-full' } });
  expect(player.close()).toEqual({ ok: true, value: undefined });
  const opened = SessionFile.open(path);
  if (!opened.ok) throw new Error(opened.problem.message);
  expect(opened.value.damage).toBeUndefined();
  expect(opened.value.session.head.seq).toBe(written);
  opened.value.session.close();
});
