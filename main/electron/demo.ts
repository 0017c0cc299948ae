// The demonstration: plays the first scenario in the real window, takes pictures of it, and leaves them with the session
// and a report in a folder. It fails aloud if the cluster did not do what it should.
import { type BrowserWindow, app } from 'electron';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClockView, ScenarioView, SnapshotMessage } from '../../preload/contract/views.ts';
import type { Killed } from '../host/scenario/report.ts';
import { pictureAt } from './demo-picture.ts';
import { judge, readFigures, reportText } from './demo-report.ts';
import { HostClient } from './host-client.ts';
import type { Sessions } from './sessions.ts';

const SCENARIO = 'first-service';
const LABELS = { apps: 'web' };
const SPEED = 5;
const START_MS = 30_000;
const STEP_MS = 90_000;
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
  const killed = await play(host, async (name, clock) => {
    const path = join(folder, `${name}.png`);
    writeFileSync(path, await pictureAt(window, clock));
    shots.push(path);
  });
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

type Shoot = (name: string, clock: ClockView) => Promise<void>;

/** Plays the scenario; takes a picture at rest, during the kill, after it, and scrubbed back. */
async function play(host: HostClient, shoot: Shoot): Promise<Killed> {
  await host.call('clock:set-speed', { speed: SPEED });
  const visited = scenarioWhere(host, 'the visitors', ({ doing }) => doing === 'wait');
  await host.call('scenario:play', { id: SCENARIO });
  await visited;
  await sleep(WATCH_MS);
  await shootPaused(host, 'at-rest', shoot);
  const { killed } = await scenarioWhere(host, 'the kill', (scenario) => scenario.killed !== undefined);
  if (!killed) throw new Error('the scenario killed nothing');
  await shootPaused(host, 'during-the-kill', shoot);
  await scenarioWhere(host, 'the end of the scenario', ({ state }) => state === 'done');
  await shootPaused(host, 'replaced', shoot);
  const there = clockWhere(host, 'the past', ({ mode }) => mode === 'past');
  await host.call('clock:seek', { timeUs: killed.timeUs + BACK_US });
  await shoot('scrubbed-back', await there);
  await host.call('clock:go-live', {});
  return killed;
}

async function shootPaused(host: HostClient, name: string, shoot: Shoot): Promise<void> {
  const paused = clockWhere(host, 'the pause', ({ playing }) => !playing);
  await host.call('clock:pause', {});
  await shoot(name, await paused);
  await host.call('clock:play', {});
}

function clockWhere(host: HostClient, what: string, wanted: (clock: ClockView) => boolean): Promise<ClockView> {
  return host.until(what, STEP_MS, ({ clock }) => (wanted(clock) ? clock : undefined));
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
