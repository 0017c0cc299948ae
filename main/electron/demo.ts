// The demonstration: plays the first scenario in the real window, takes pictures of it, and leaves them with the session
// and a report in a folder. It fails aloud if the cluster did not do what it should.
import { type BrowserWindow, app } from 'electron';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScenarioView, SnapshotMessage } from '../../preload/contract/views.ts';
import type { Killed } from '../host/scenario/report.ts';
import { judge, readFigures, reportText } from './demo-report.ts';
import { HostClient } from './host-client.ts';
import type { Sessions } from './sessions.ts';

const SCENARIO = 'first-service';
const LABELS = { apps: 'web' };
const SPEED = 4;
const START_MS = 30_000;
const STEP_MS = 90_000;
const IDLE_MS = 10_000;
/** How long visitors are watched before the picture at rest, in milliseconds of wall time. */
const WATCH_MS = 1_500;
/** How long after the kill the past is shown, in microseconds. */
const BACK_US = 250_000;

/** Plays the demonstration to its end and quits: with 0 if all went well. */
export async function playDemo(folder: string, window: BrowserWindow, sessions: Sessions): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
    const faults = await demonstrate(folder, window, sessions);
    for (const fault of faults) console.error(`demo: ${fault}`);
    app.exit(faults.length === 0 ? 0 : 1);
  } catch (error) {
    console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
    app.exit(1);
  }
}

async function demonstrate(folder: string, window: BrowserWindow, sessions: Sessions): Promise<readonly string[]> {
  const host = new HostClient(await portOf(sessions));
  const { session } = await host.until('the first snapshot', START_MS, (push): SnapshotMessage | undefined =>
    push.type === 'snapshot' ? push : undefined,
  );
  const shots: string[] = [];
  const shoot = async (name: string) => {
    await idle(window);
    const path = join(folder, `${name}.png`);
    writeFileSync(path, (await window.webContents.capturePage()).toPNG());
    shots.push(path);
  };
  const killed = await play(host, shoot);
  host.close();
  await sessions.close();

  const copy = join(folder, 'session.kubarium');
  copyFileSync(session.path, copy);
  const figures = readFigures(copy, LABELS, killed);
  const faults = judge(figures);
  const report = join(folder, 'report.md');
  writeFileSync(report, reportText(figures, killed, session, faults));
  for (const path of [...shots, copy, report]) console.log(path);
  return faults;
}

/** Plays the scenario; takes a picture at rest, during the kill, after it, and scrubbed back. */
async function play(host: HostClient, shoot: (name: string) => Promise<void>): Promise<Killed> {
  await host.call('clock:set-speed', { speed: SPEED });
  const visited = scenarioWhere(host, 'the visitors', ({ doing }) => doing === 'wait');
  await host.call('scenario:play', { id: SCENARIO });
  await visited;
  await sleep(WATCH_MS);
  await whilePaused(host, () => shoot('at-rest'));
  const { killed } = await scenarioWhere(host, 'the kill', (scenario) => scenario.killed !== undefined);
  if (!killed) throw new Error('the scenario killed nothing');
  await whilePaused(host, () => shoot('during-the-kill'));
  await scenarioWhere(host, 'the end of the scenario', ({ state }) => state === 'done');
  await whilePaused(host, () => shoot('replaced'));
  const there = host.until('the past', STEP_MS, ({ clock }) => clock.mode === 'past' || undefined);
  await host.call('clock:seek', { timeUs: killed.timeUs + BACK_US });
  await there;
  await shoot('scrubbed-back');
  await host.call('clock:go-live', {});
  return killed;
}

async function whilePaused(host: HostClient, work: () => Promise<void>): Promise<void> {
  const paused = host.until('the pause', STEP_MS, ({ clock }) => !clock.playing || undefined);
  await host.call('clock:pause', {});
  await paused;
  await work();
  await host.call('clock:play', {});
}

function scenarioWhere(
  host: HostClient,
  what: string,
  wanted: (scenario: ScenarioView) => boolean,
): Promise<ScenarioView> {
  return host.until(what, STEP_MS, ({ scenario }) => {
    if (scenario?.state === 'failed') throw new Error(scenario.problem?.message ?? 'the scenario failed');
    return scenario && wanted(scenario) ? scenario : undefined;
  });
}

async function portOf(sessions: Sessions) {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const port = sessions.connect();
    if (port) return port;
    if (Date.now() > deadline) throw new Error('the engine host did not start');
    await sleep(50);
  }
}

/** Waits until the page has nothing left to draw: its own signal, set and seen twice with a frame between. */
async function idle(window: BrowserWindow): Promise<void> {
  const deadline = Date.now() + IDLE_MS;
  const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
  const script = `${twoFrames}.then(() => document.documentElement.dataset.idle === 'true')`;
  while ((await window.webContents.executeJavaScript(script)) !== true) {
    if (Date.now() > deadline) throw new Error(`the page was not idle within ${String(IDLE_MS / 1000)} s`);
    await sleep(50);
  }
}
