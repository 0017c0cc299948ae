import { type Outcome, fail, succeed } from '../../../preload/contract/problems.ts';
import { applyManifest } from '../apply-manifest.ts';
import { carryOut } from '../carry-out.ts';
import type { SessionHost } from '../session-host.ts';
import { type Scenario, readScenarioFile } from './scenario.ts';
import { ScenarioPlayer } from './scenario-player.ts';

/** Begins to play `scenario` on the living cluster, and lets time pass if it does not yet. */
export function playScenario(host: SessionHost, scenario: Scenario): Outcome<null> {
  if (host.inThePast)
    return fail('not-in-the-past', 'a scenario plays on the living cluster.', { hint: 'Return to live first.' });
  const player = new ScenarioPlayer(scenario, {
    get nowUs() {
      return host.live.now;
    },
    get speed() {
      return host.clock.speed;
    },
    pods: () => host.live.projection.view().entities.pods,
    apply: (file) => applyManifest(host, readScenarioFile(file), file, 'default'),
    setLoad: (load) => carryOut(host, { type: 'set-load', load }),
    deletePod: ({ namespace, name }) =>
      carryOut(host, { type: 'request', request: { verb: 'delete', resource: 'pods', namespace, name } }),
    setSpeed: (speed) => {
      host.setSpeed(speed);
    },
    changed: () => {
      host.tellScenario();
    },
  });
  host.setScenario(player);
  host.play();
  return succeed(null);
}
