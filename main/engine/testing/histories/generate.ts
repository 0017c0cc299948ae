// A random history: what people do and what fails, in a plausible mix, made from a seed alone.
import { type RandomStream, RandomStreams } from '../../kernel/random.ts';
import { batch } from './acts/batch.ts';
import { custom } from './acts/custom.ts';
import { failures } from './acts/failures.ts';
import { type Generator, oneOf } from './acts/generator.ts';
import { network } from './acts/network.ts';
import { pods } from './acts/pods.ts';
import { policy } from './acts/policy.ts';
import { createNamespace, removals } from './acts/removals.ts';
import { storage } from './acts/storage.ts';
import { workloads } from './acts/workloads.ts';
import type { History, Step } from './step.ts';

const STEPS_MIN = 4;
const STEPS_MAX = 32;

const areas = [workloads, batch, network, storage, policy, custom, removals, pods, failures];
const everything = areas.flat();

/** The history that belongs to a seed, a whole number of 32 bits. */
export function historyOf(seed: number): History {
  const random = new RandomStreams(seed).get('history');
  const count = random.int(STEPS_MIN, STEPS_MAX);
  // Some histories dwell on a few areas, where a mix of all would seldom do two things to one object.
  const generators = random.int(0, 1) === 0 ? everything : dwelling(random);
  const steps = opening(generators, random);
  for (let index = 0; index < count; index++) {
    steps.push({ waitMs: pauseMs(random), act: oneOf(generators, random) });
  }
  return { seed, steps };
}

/** Something to work with: mostly the second namespace, and a few objects. */
function opening(generators: readonly Generator[], random: RandomStream): Step[] {
  const creators = generators.filter(({ creates }) => creates);
  const acts = random.int(0, 9) < 7 ? [createNamespace()] : [];
  for (let count = random.int(1, 5); count > 0; count--) acts.push(oneOf(creators, random));
  return acts.map((act) => ({ waitMs: pauseMs(random), act }));
}

function dwelling(random: RandomStream) {
  return [random.pick(areas), random.pick(areas), workloads, removals, pods].flat();
}

/** Mostly short, as of somebody who types; sometimes none; seldom minutes. */
function pauseMs(random: RandomStream): number {
  const kind = random.int(0, 99);
  if (kind < 25) return 0;
  if (kind < 45) return random.int(1, 50);
  if (kind < 75) return random.int(50, 5_000);
  if (kind < 97) return random.int(5_000, 30_000);
  return random.int(30_000, 400_000);
}
