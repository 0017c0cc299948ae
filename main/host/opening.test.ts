import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SessionFile } from '../store/session-file.ts';
import { ENGINE_VERSION, openSession } from './opening.ts';
import { readCatalogue, readPreset } from './resources.ts';
import { freshFolder } from './testing/open-host.ts';

/** A session that was made by an engine of the given version, and closed. */
function sessionOf(engineVersion: string): string {
  const path = join(freshFolder(), 'other.kubarium');
  const [preset, catalogue] = [readPreset('tutorial'), readCatalogue()];
  if (!preset.ok || !catalogue.ok) throw new Error('no resources');
  const settings = { name: 'other', seed: 1, preset: preset.value, catalogue: catalogue.value, createdMs: 0 };
  const made = SessionFile.create(path, { ...settings, engineVersion });
  if (!made.ok) throw new Error(made.problem.message);
  made.value.close();
  return path;
}

describe('opening a session', () => {
  it.each(['4', '99'])('of engine %s is refused in words, and is closed again', (engine) => {
    const path = sessionOf(engine);
    const opened = openSession({ path, paused: true });
    expect(opened).toMatchObject({
      ok: false,
      problem: { code: 'session-engine', where: path, params: { engine, known: ENGINE_VERSION } },
    });
    expect(SessionFile.open(path)).toMatchObject({ ok: true, value: { session: { meta: { engineVersion: engine } } } });
  });

  it('of this engine goes on', () => {
    const opened = openSession({ path: sessionOf(ENGINE_VERSION), paused: true });
    expect(opened).toMatchObject({ ok: true });
    if (opened.ok) opened.value.live.file.close();
  });
});
