import { Agenda } from '../../main/engine/kernel/agenda.ts';
import { START } from '../../main/engine/kernel/time.ts';
import { RandomStreams } from '../../main/engine/kernel/random.ts';
import { perSecond } from '../measuring.ts';
import type { BenchRow } from '../row.ts';

const EVENTS = 1_000_000;
/** Timers that wait at any time, as in a cluster of some hundred nodes. */
const WAITING = 10_000;
const ROUNDS = 3;

export const row: BenchRow = {
  id: 'agenda',
  what: 'agenda',
  bar: 1_000_000,
  unit: 'events/s',
  better: 'more',
  measure: () => Math.max(...Array.from({ length: ROUNDS }, rate)),
};

function rate(): number {
  const chance = new RandomStreams(1).get('delays');
  const delaysUs = Array.from({ length: WAITING }, () => chance.int(1, 1_000_000));
  const agenda = new Agenda();
  for (const delayUs of delaysUs) agenda.add(START, delayUs, 'kubelet/worker', 'probe', undefined, 0);
  return perSecond(EVENTS, () => {
    for (let index = 0; index < EVENTS; index++) {
      const entry = agenda.pop();
      if (entry)
        agenda.add(entry.due, delaysUs[index % WAITING] ?? 1, entry.actor, entry.type, entry.payload, entry.seq);
    }
  });
}
