// Opens sessions: a new one is switched on and comes up before anybody sees it; a saved one goes on where it stopped.
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type Outcome, type Problem, succeed } from '../../preload/contract/problems.ts';
import { Cluster, type ClusterOptions, type SavedCluster } from '../engine/cluster.ts';
import { SECOND, after } from '../engine/kernel/time.ts';
import { type Preset, parseCatalogue, parsePreset } from '../engine/preset.ts';
import { SessionFile, type SessionMeta } from '../store/session-file.ts';
import { sessionProblem } from '../store/storage-problems.ts';
import { isUp } from './is-up.ts';
import type { HostArguments, NewSession } from './control.ts';
import { LiveCluster } from './live-cluster.ts';
import { PastView } from './past-view.ts';
import { Projection } from './projection/projection.ts';
import { Timeline } from './projection/timeline.ts';
import { catchUp } from './replay.ts';
import { readCatalogue, readPreset } from './resources.ts';

/** A cluster that has not come up after this long is shown as it is. */
const BOOT_MAX_US = 120 * SECOND;
const BOOT_STEP_US = SECOND;
/** Raised when the same seed and inputs give another history than before, or what the engine saves looks different. */
export const ENGINE_VERSION = '6';

export interface OpenedLive {
  readonly live: LiveCluster;
  /** What was lost, when the file was damaged. */
  readonly damage: Problem | undefined;
}

/** Opens the session at `path`, or makes it if that was asked for. */
export function openSession(given: HostArguments): Outcome<OpenedLive> {
  if (given.create && !existsSync(given.path)) return createSession(given.path, given.create);
  const opened = SessionFile.open(given.path);
  if (!opened.ok) return opened;
  const { session, damage } = opened.value;
  const live = restoreLive(session);
  if (!live.ok) {
    session.close();
    return live;
  }
  // A session whose making was cut short has not been switched on yet.
  const booted = session.head.seq === 0 ? boot(live.value) : succeed(undefined);
  return booted.ok ? succeed({ live: live.value, damage }) : booted;
}

/** The living end of a session, made from its file alone. Refuses those of an engine that would not go on as they did. */
export function restoreLive(file: SessionFile): Outcome<LiveCluster> {
  const { engineVersion } = file.meta;
  if (engineVersion !== ENGINE_VERSION) return anotherEngine(file.path, engineVersion);
  const options = optionsOf(file.meta);
  if (!options.ok) return options;
  const keyframe = file.newestEngineKeyframe();
  // What the engine saved was written by this program.
  const saved = keyframe?.engine as SavedCluster | undefined;
  const cluster = saved ? Cluster.restore(saved, options.value) : Cluster.create(options.value);
  const caughtUp = catchUp(cluster, file);
  if (!caughtUp.ok) return caughtUp;
  const { projection } = PastView.atSeq(file, file.head.seq);
  projection.moveTo(cluster.now);
  const timeline = new Timeline({ lives: file.lives, buckets: file.buckets }, projection.objects.all('pods'));
  return succeed(new LiveCluster({ cluster, projection, timeline, file }));
}

function anotherEngine(path: string, engine: string): Outcome<never> {
  return { ok: false, problem: sessionProblem('session-engine', path, { engine, known: ENGINE_VERSION }) };
}

function createSession(path: string, given: NewSession): Outcome<OpenedLive> {
  const { name, seed = randomInt(2 ** 31) } = given;
  const preset = readPreset(given.preset);
  return preset.ok ? makeSession(path, { name, seed, preset: preset.value }) : preset;
}

/** Makes a session at `path` in which a cluster has come up. */
export function makeSession(
  path: string,
  { name, seed, preset }: { readonly name: string; readonly seed: number; readonly preset: Preset },
): Outcome<OpenedLive> {
  const catalogue = readCatalogue();
  if (!catalogue.ok) return catalogue;
  const options = { seed, preset, catalogue: catalogue.value };
  const made = SessionFile.create(path, { name, ...options, engineVersion: ENGINE_VERSION, createdMs: Date.now() });
  if (!made.ok) return made;
  const parts = { projection: new Projection(), timeline: new Timeline(), file: made.value };
  const live = new LiveCluster({ cluster: Cluster.create(options), ...parts });
  const booted = boot(live);
  return booted.ok ? succeed({ live, damage: undefined }) : booted;
}

/** Switches the cluster on and lets it come up. */
function boot(live: LiveCluster): Outcome<void> {
  live.submit({ type: 'power-on' }, 'person');
  while (live.now < BOOT_MAX_US && !isUp(live.cluster)) {
    live.advance(after(live.now, BOOT_STEP_US), () => false);
    const written = live.commit();
    if (!written.ok) return written;
  }
  return live.keepEngine();
}

function optionsOf({ seed, preset, catalogue }: SessionMeta): Outcome<ClusterOptions> {
  const parsedPreset = parsePreset(preset);
  if (!parsedPreset.ok) return parsedPreset;
  const parsedCatalogue = parseCatalogue(catalogue);
  if (!parsedCatalogue.ok) return parsedCatalogue;
  return succeed({ seed, preset: parsedPreset.value, catalogue: parsedCatalogue.value });
}
