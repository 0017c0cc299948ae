// Scenarios: stories that play by themselves. Data in resources/scenarios, with their manifests beside them.
import { readFileSync, readdirSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import * as v from 'valibot';
import { readJson, resourcesFolder } from '../resources.ts';

const text = v.object({ en: v.string(), zh: v.string() });
const name = v.pipe(v.string(), v.minLength(1));
const labels = v.record(v.string(), v.string());
const seconds = v.pipe(v.number(), v.minValue(0));
const positive = v.pipe(v.number(), v.minValue(0.01), v.maxValue(1000));
const load = v.object({
  name,
  ratePerSecond: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
  target: v.union([v.literal('all-node-ports'), v.object({ namespace: name, service: name })]),
  path: v.pipe(v.string(), v.startsWith('/')),
  connections: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
});

const step = v.variant('do', [
  /** Shows a text until the next one. */
  v.object({ do: v.literal('note'), text }),
  /** Applies a manifest; `file` is relative to the folder of scenarios. */
  v.object({ do: v.literal('apply'), file: name }),
  v.object({ do: v.literal('set-load'), load }),
  /** Deletes the first ready Pod with the labels. */
  v.object({ do: v.literal('kill-pod'), namespace: name, labels }),
  /** Lets virtual time pass. */
  v.object({ do: v.literal('wait'), seconds }),
  /** Lets it pass until so many Pods with the labels are ready and none is ending. */
  v.object({ do: v.literal('wait-for-pods'), namespace: name, labels, ready: v.number(), withinSeconds: seconds }),
  /** Virtual seconds a second; `before` is what it was before the scenario changed it. */
  v.object({ do: v.literal('set-speed'), speed: v.union([positive, v.literal('before')]) }),
]);

const scenario = v.object({ id: name, title: text, text, steps: v.pipe(v.array(step), v.minLength(1)) });

export type Scenario = v.InferOutput<typeof scenario>;
export type ScenarioStep = v.InferOutput<typeof step>;

const folder = (): string => join(resourcesFolder(), 'scenarios');

/** All scenarios that came with the app, in the order of their file names. Throws when one of them is malformed. */
export function readScenarios(): readonly Scenario[] {
  const files = readdirSync(folder()).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => v.parse(scenario, readJson(join(folder(), file))));
}

/** A manifest of a scenario. */
export function readScenarioFile(file: string): string {
  const path = normalize(join(folder(), file));
  if (!path.startsWith(folder() + sep)) throw new Error(`scenario: ${file} is not in the folder of scenarios`);
  return readFileSync(path, 'utf8');
}
