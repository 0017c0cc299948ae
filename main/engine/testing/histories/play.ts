// Plays a history on a cluster: step by step, then everything mended and time to come to rest. What may never be is
// looked for at every record, what must be in the end when it is quiet.
import type { InputResult } from '../../../../preload/contract/inputs.ts';
import type { Cluster } from '../../cluster.ts';
import type { JournalRecord } from '../../kernel/journal.ts';
import { MILLISECOND, SECOND, after } from '../../kernel/time.ts';
import type { Fault } from './fault.ts';
import { fault } from './fault.ts';
import { healing } from './heal.ts';
import { ifGranted } from './instants/evictions.ts';
import { Instants } from './instants/instants.ts';
import { reference } from './reference/reference.ts';
import { inputOf } from './resolve.ts';
import { Rest } from './rest.ts';
import type { History, Step } from './step.ts';
import { Waiting } from './waiting.ts';
import { worldOf } from './world-of.ts';

/** Long enough for evictions (300 s), back-offs of Jobs and containers, and the autoscaler's window. */
const HEALING_SECONDS = 400;
/** How long after everything was mended another cluster may play on: caches are coming back. */
const RELAPSE_SECONDS = 20;
/** When it is looked which Pods wait: before the scheduler tries all of them again, which it does after 300 s. */
const FIRST_LOOK_SECONDS = 100;
const SECOND_LOOK_SECONDS = 20;
const REST_SECONDS_MAX = 60;
/** The longest back-off of a controller's queue, 1,000 s; a creation that nobody has heard of is awaited for 300 s. */
const LONGEST_WAIT_SECONDS = 1_050;
/** A CronJob's Pods come and go for ever: what is wrong of them is so for a moment. */
const PASSING_SECONDS = 25;
/**
 * What a busy cluster of three machines does in a second, and in a burst. The worst is a kubelet that is short of disk and
 * Pods that tolerate it: twenty a second are made, bound and refused in a circle, in Kubernetes as well.
 */
const STEPS_PER_SECOND_MAX = 300;
const STEPS_AT_ONCE = 8_000;

export interface PlayOptions {
  /** Called with all records, in order, as they come. */
  readonly onRecords?: (records: readonly JournalRecord[]) => void;
  readonly beforeStep?: (step: Step, cluster: Cluster) => void;
  /** Called with what became of each step. */
  readonly onStep?: (step: Step, answer: InputResult | undefined, cluster: Cluster) => void;
  /**
   * The cluster that plays on from the middle of the pause before step `index`, or of the healing after the last: another
   * one, made from what this one saved.
   */
  readonly handOver?: (cluster: Cluster, index: number) => Cluster;
}

/** Plays to the end and says what was wrong, the first things first. An error of the engine is a fault as well. */
export function faultsOf(history: History, fresh: Cluster, options: PlayOptions = {}): readonly Fault[] {
  const instants = new Instants(fresh.server);
  try {
    const cluster = heal(playSteps(history, fresh, instants, options), history.steps.length, instants, options);
    const go = (seconds: number) => advance(cluster, seconds * SECOND, instants, options);
    const waiting = new Waiting();
    for (const seconds of [FIRST_LOOK_SECONDS - RELAPSE_SECONDS, SECOND_LOOK_SECONDS]) {
      go(seconds);
      waiting.look(worldOf(cluster));
    }
    go(HEALING_SECONDS - FIRST_LOOK_SECONDS - SECOND_LOOK_SECONDS);
    const rest = new Rest(cluster);
    const restless = rest.find(REST_SECONDS_MAX, go);
    return [
      ...instants.faults,
      ...waiting.faults,
      ...restless,
      ...stuck(cluster, go),
      ...instants.finish(cluster.server),
    ];
  } catch (error) {
    return [...instants.faults, fault('error', error instanceof Error ? error.message : String(error))];
  }
}

/** What is wrong now and still is when every back-off and every wait of a controller is over. */
function stuck(cluster: Cluster, wait: (seconds: number) => void): readonly Fault[] {
  if (reference(worldOf(cluster)).length === 0) return [];
  wait(LONGEST_WAIT_SECONDS);
  const before = new Set(reference(worldOf(cluster)).map(({ about }) => about));
  if (before.size === 0) return [];
  wait(PASSING_SECONDS);
  return reference(worldOf(cluster)).filter(({ about }) => before.has(about));
}

function heal(cluster: Cluster, index: number, instants: Instants, options: PlayOptions): Cluster {
  for (const input of healing()) cluster.submit(input);
  advance(cluster, RELAPSE_SECONDS * SECOND, instants, options);
  return options.handOver?.(cluster, index) ?? cluster;
}

function playSteps(history: History, fresh: Cluster, instants: Instants, options: PlayOptions): Cluster {
  let cluster = fresh;
  for (const [index, step] of history.steps.entries()) {
    const half = (step.waitMs * MILLISECOND) / 2;
    advance(cluster, half, instants, options);
    cluster = options.handOver?.(cluster, index) ?? cluster;
    advance(cluster, half, instants, options);
    options.beforeStep?.(step, cluster);
    const input = inputOf(step.act, cluster);
    const wrongIfGranted = ifGranted(input, cluster.server);
    const answer = input && cluster.submit(input);
    if (answer?.ok) instants.faults.push(...wrongIfGranted);
    options.onStep?.(step, answer, cluster);
    drain(cluster, instants, options);
  }
  return cluster;
}

function advance(
  cluster: Cluster,
  durationUs: number,
  instants: Instants,
  options: PlayOptions,
): readonly JournalRecord[] {
  pass(cluster, durationUs);
  return drain(cluster, instants, options);
}

/** Lets time pass. Throws when the cluster does so much in it that somebody must be going round in a circle. */
function pass(cluster: Cluster, durationUs: number): void {
  const until = after(cluster.now, durationUs);
  let left = STEPS_AT_ONCE + (STEPS_PER_SECOND_MAX * durationUs) / SECOND;
  while (cluster.step(until)) {
    if (left-- > 0) continue;
    const next = cluster.kernel.agenda.save().entries[0];
    throw new Error(`hot loop: ${next?.actor ?? ''} ${next?.type ?? ''} ${JSON.stringify(next?.payload ?? '')}`);
  }
  cluster.runUntil(until);
}

function drain(cluster: Cluster, instants: Instants, { onRecords }: PlayOptions): readonly JournalRecord[] {
  const records = cluster.takeRecords();
  onRecords?.(records);
  instants.note(records);
  return records;
}
