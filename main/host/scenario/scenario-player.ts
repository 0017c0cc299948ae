// Plays a scenario on the living cluster: one step after another, each when the one before is done. What it does to the
// cluster are ordinary inputs, so a session in which a scenario was played replays like any other.
import { type Outcome, type Problem, fail, succeed } from '../../../preload/contract/problems.ts';
import type { PodView, ScenarioView } from '../../../preload/contract/views.ts';
import { matchesLabels } from '../../engine/api/selectors.ts';
import { MILLISECOND, SECOND } from '../../engine/kernel/time.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';

/** What a scenario can do, and see. */
export interface Stage {
  /** Virtual time, in microseconds. */
  readonly nowUs: number;
  readonly speed: number;
  pods(): readonly PodView[];
  apply(file: string): Promise<Outcome<unknown>>;
  setLoad(load: Extract<ScenarioStep, { do: 'set-load' }>['load']): Promise<Outcome<unknown>>;
  deletePod(pod: PodView): Promise<Outcome<unknown>>;
  setSpeed(speed: number): void;
  /** Called after every step. */
  changed(): void;
}

type Step<D extends ScenarioStep['do']> = Extract<ScenarioStep, { do: D }>;
type Labelled = { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };

/** How coarse virtual time may be while something is waited for. */
const GRANULARITY_US = 50 * MILLISECOND;

export class ScenarioPlayer {
  readonly #scenario: Scenario;
  readonly #stage: Stage;
  /** What to go back to, while the speed is the scenario's and not the person's. */
  #speedBefore: number | undefined;
  #index = 0;
  #sinceUs: number;
  #state: ScenarioView['state'] = 'playing';
  #note: ScenarioView['note'];
  #problem: Problem | undefined;
  /** A command is under way. */
  #busy = false;
  #killed: ScenarioView['killed'];

  constructor(scenario: Scenario, stage: Stage) {
    this.#scenario = scenario;
    this.#stage = stage;
    this.#sinceUs = stage.nowUs;
  }

  get view(): ScenarioView {
    return {
      id: this.#scenario.id,
      step: this.#index,
      steps: this.#scenario.steps.length,
      doing: this.#scenario.steps[this.#index]?.do,
      state: this.#state,
      note: this.#note,
      killed: this.#killed,
      problem: this.#problem,
    };
  }

  /** In what steps time should go while the scenario plays; undefined when it no longer matters. */
  get granularityUs(): number | undefined {
    return this.#state === 'playing' ? GRANULARITY_US : undefined;
  }

  /** Takes up the next steps as far as they can be done now. To be called whenever time has passed. */
  check(): void {
    while (this.#state === 'playing' && !this.#busy) {
      const step = this.#scenario.steps[this.#index];
      if (!step) {
        this.#end('done');
        return;
      }
      if (!this.#take(step)) return;
    }
  }

  /** Begins or looks after a step; answers whether it is done. */
  #take(step: ScenarioStep): boolean {
    switch (step.do) {
      case 'note':
        this.#note = step.text;
        return this.#next();
      case 'set-speed':
        if (step.speed === 'before') this.#giveSpeedBack();
        else this.#takeSpeed(step.speed);
        return this.#next();
      case 'wait':
        return this.#waitedUs >= step.seconds * SECOND && this.#next();
      case 'wait-for-pods':
        return this.#waitForPods(step);
      case 'apply':
        return this.#command(this.#stage.apply(step.file));
      case 'set-load':
        return this.#command(this.#stage.setLoad(step.load));
      case 'kill-pod':
        return this.#killPod(step);
    }
  }

  #waitForPods(step: Step<'wait-for-pods'>): boolean {
    const pods = this.#podsWith(step);
    const ready = pods.filter(({ condition }) => condition === 'ready').length;
    if (ready === step.ready && ready === pods.length) return this.#next();
    if (this.#waitedUs > step.withinSeconds * SECOND) {
      const what = `${String(ready)} of ${String(step.ready)} Pods were ready after ${String(step.withinSeconds)} s.`;
      this.#fail(fail('internal', what, { params: { ready, wanted: step.ready } }).problem);
    }
    return false;
  }

  #killPod(step: Step<'kill-pod'>): boolean {
    const [victim] = this.#podsWith(step).filter(({ condition }) => condition === 'ready');
    if (!victim) {
      this.#fail(fail('nothing-there', 'there is no ready Pod to kill.').problem);
      return false;
    }
    this.#killed = { uid: victim.uid, name: victim.name, timeUs: this.#stage.nowUs };
    return this.#command(this.#stage.deletePod(victim));
  }

  #podsWith({ namespace, labels }: Labelled): readonly PodView[] {
    const pods = this.#stage.pods().filter((pod) => pod.namespace === namespace && matchesLabels(labels, pod.labels));
    return [...pods].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Waits for a command; never done at once. */
  #command(done: Promise<Outcome<unknown>>): false {
    this.#busy = true;
    void done.then((outcome) => {
      this.#busy = false;
      if (outcome.ok) this.#next();
      else this.#fail(outcome.problem);
    });
    return false;
  }

  get #waitedUs(): number {
    return this.#stage.nowUs - this.#sinceUs;
  }

  #next(): true {
    this.#index++;
    this.#sinceUs = this.#stage.nowUs;
    this.#stage.changed();
    return true;
  }

  #fail(problem: Problem): void {
    this.#problem = problem;
    this.#end('failed');
  }

  #end(state: 'done' | 'failed'): void {
    this.#state = state;
    this.#giveSpeedBack();
    this.#stage.changed();
  }

  #takeSpeed(speed: number): void {
    this.#speedBefore ??= this.#stage.speed;
    this.#stage.setSpeed(speed);
  }

  #giveSpeedBack(): void {
    if (this.#speedBefore !== undefined) this.#stage.setSpeed(this.#speedBefore);
    this.#speedBefore = undefined;
  }
}

/** The scenario called `id` among `scenarios`. */
export function findScenario(scenarios: readonly Scenario[], id: string): Outcome<Scenario> {
  const found = scenarios.find((scenario) => scenario.id === id);
  return found ? succeed(found) : fail('nothing-there', `there is no scenario "${id}".`, { params: { id } });
}
