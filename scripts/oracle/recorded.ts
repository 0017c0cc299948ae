// A case of commands as it was recorded: what was to be done, and what came of it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const runStep = v.object({
  run: v.string(),
  at: v.number(),
  stdin: v.optional(v.string()),
  env: v.optional(v.record(v.string(), v.string()), {}),
  /** Seconds after which the command is stopped. */
  limit: v.optional(v.number()),
  /** Seconds for which it runs while later steps go on. */
  background_for: v.optional(v.number()),
});

const waitStep = v.object({
  wait_for: v.string(),
  at: v.number(),
  /** Seconds. */
  timeout: v.number(),
  equals: v.optional(v.string()),
  contains: v.optional(v.string()),
  regex: v.optional(v.string()),
  exit: v.optional(v.number()),
});

const caseFile = v.object({
  namespace: v.nullable(v.string()),
  extra_namespaces: v.optional(v.array(v.string()), []),
  steps: v.array(v.union([runStep, waitStep])),
});

const observedStep = v.object({
  exit: v.optional(v.union([v.number(), v.string()])),
  stdout: v.optional(v.string()),
  stderr: v.optional(v.string()),
  normalized: v.optional(v.string()),
  normalized_stderr: v.optional(v.string()),
  /** Another recording gave another text. */
  varies: v.optional(v.boolean(), false),
  /** Of steps that wait. */
  met: v.optional(v.boolean()),
});

const observedEvent = v.object({
  type: v.string(),
  reason: v.string(),
  component: v.nullish(v.string()),
  object: v.string(),
  message: v.string(),
});

const observedFile = v.object({
  steps: v.array(observedStep),
  events: v.optional(v.array(observedEvent)),
  /** By what was asked for: `rs`, `deploy/web`. */
  objects: v.optional(v.record(v.string(), v.unknown())),
});

export type RunStep = v.InferOutput<typeof runStep>;
export type WaitStep = v.InferOutput<typeof waitStep>;
export type CaseStep = RunStep | WaitStep;
export type ObservedStep = v.InferOutput<typeof observedStep>;
export type ObservedEvent = v.InferOutput<typeof observedEvent>;

export interface RecordedCase {
  readonly steps: readonly CaseStep[];
  /** Namespaces that are there before the first step. */
  readonly namespaces: readonly string[];
  readonly observed: v.InferOutput<typeof observedFile>;
  /** All that was given to the case. */
  readonly keepText: string;
}

/** Reads the case in `folder`. Throws when its files are not as they should be. */
export function readRecorded(folder: string): RecordedCase {
  const { namespace, extra_namespaces: others, steps } = v.parse(caseFile, readJson(folder, 'case.json'));
  const observed = v.parse(observedFile, readJson(folder, 'observed.json'));
  if (observed.steps.length !== steps.length) throw new Error(`${folder}: recorded steps are not those of the case`);
  const namespaces = namespace === null ? others : [namespace, ...others];
  return { steps, namespaces, observed, keepText: readInputs(folder) };
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

function readInputs(folder: string): string {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const inputs = files.map(({ name }) => name).filter((name) => name !== 'observed.json');
  return inputs.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
