// A case with a timed history as it was recorded: what was done when, and what was seen of objects from then on.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { periodsIn, type Periods } from './periods.ts';

const caseFile = v.object({
  area: v.string(),
  steps: v.array(v.object({ at: v.number(), run: v.string() })),
  /** Seconds after which the recording ended. */
  until: v.number(),
  notes: v.optional(v.string(), ''),
  /** Of each recording the seconds in which the machine was busy. */
  busy_seconds: v.optional(v.array(v.number()), []),
});

const recording = v.object({
  namespace: v.string(),
  generated: v.record(v.string(), v.string()),
  timeline: v.array(
    v.object({
      t: v.number(),
      kind: v.string(),
      name: v.string(),
      what: v.string(),
      state: v.record(v.string(), v.unknown()),
    }),
  ),
  steps: v.array(
    v.object({
      at: v.number(),
      run: v.string(),
      stdout: v.optional(v.string(), ''),
      stderr: v.optional(v.string(), ''),
      exit: v.nullish(v.number()),
    }),
  ),
});

export type Recording = v.InferOutput<typeof recording>;
export type RecordedStep = Recording['steps'][number];

export interface TimedCase {
  /** Commands with the seconds at which they begin; `NS` in them is the namespace of the case. */
  readonly steps: readonly { readonly at: number; readonly run: string }[];
  readonly until: number;
  /** Where the manifest is applied at the beginning; cases of static Pods have none. */
  readonly hasManifest: boolean;
  readonly recordings: readonly Recording[];
  readonly wasBusy: boolean;
  readonly periods: Periods;
  /** All that was given to the case. */
  readonly inputs: string;
}

/** Where a case runs its static Pods and node commands unless it says otherwise. */
export const STATIC_NODE = 'worker232';

/** Reads the case in `folder`. Throws when its files are not as they should be. */
export function readTimedCase(folder: string): TimedCase {
  const text = readFileSync(join(folder, 'case.json'), 'utf8');
  const { area, steps, until, notes, busy_seconds: busy } = v.parse(caseFile, JSON.parse(text));
  const manifest = readText(folder, 'manifest.yaml');
  const files = ['observed.json', 'observed.2.json', 'observed.3.json'];
  const recordings = files
    .filter((file) => existsSync(join(folder, file)))
    .map((file) => v.parse(recording, JSON.parse(readText(folder, file))));
  return {
    steps,
    until,
    hasManifest: manifest.trim() !== '',
    recordings,
    periods: periodsIn(manifest),
    wasBusy: busy.some((seconds) => seconds > 0),
    inputs: [manifest, notes, ...steps.map(({ run }) => run), area === 'static' ? STATIC_NODE : ''].join('\n'),
  };
}

function readText(folder: string, file: string): string {
  return existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
}
