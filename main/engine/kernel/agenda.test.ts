import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda.ts';
import { START, type Micros } from './time.ts';

const drain = (agenda: Agenda) => {
  const taken: string[] = [];
  for (let entry = agenda.pop(); entry; entry = agenda.pop()) taken.push(`${String(entry.due)} ${String(entry.seq)}`);
  return taken;
};

describe('Agenda', () => {
  it('hands out entries by time, and in the order of scheduling within an instant', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 200 }), (delays) => {
        const agenda = new Agenda();
        delays.forEach((delay) => agenda.add(START, delay, 'a', 'tick', undefined, 0));
        const expected = delays
          .map((delay, index) => [delay, index + 1] as const)
          .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(drain(agenda)).toEqual(expected.map(([due, seq]) => `${String(due)} ${String(seq)}`));
      }),
    );
  });

  it('drops cancelled entries wherever they wait', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 100 }), (entries) => {
        const agenda = new Agenda();
        const kept = entries
          .map(([delay, cancelled]) => ({ delay, cancelled, seq: agenda.add(START, delay, 'a', 'tick', undefined, 0) }))
          .filter(({ cancelled, seq }) => {
            if (cancelled) agenda.cancel(seq);
            return !cancelled;
          });
        expect(agenda.size).toBe(kept.length);
        expect(drain(agenda)).toHaveLength(kept.length);
      }),
    );
  });

  it('goes on after save and restore as if nothing had happened', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }), fc.nat(59), (delays, taken) => {
        const agenda = new Agenda();
        delays.forEach((delay) => agenda.add(START, delay, 'a', 'tick', { delay }, 7));
        for (let i = 0; i < taken; i++) agenda.pop();
        const restored = new Agenda();
        restored.restore(JSON.parse(JSON.stringify(agenda.save())) as ReturnType<Agenda['save']>);
        restored.add(50 as Micros, 3, 'b', 'tick', undefined, 0);
        agenda.add(50 as Micros, 3, 'b', 'tick', undefined, 0);
        expect(drain(restored)).toEqual(drain(agenda));
      }),
    );
  });

  it('forgets an actor with all its entries', () => {
    const agenda = new Agenda();
    agenda.add(START, 1, 'a', 'tick', undefined, 0);
    agenda.add(START, 2, 'b', 'tick', undefined, 0);
    agenda.removeActor('a');
    expect(agenda.pop()?.actor).toBe('b');
    expect(agenda.pop()).toBeUndefined();
  });

  it('refuses a delay into the past', () => {
    expect(() => new Agenda().add(START, -1, 'a', 'tick', undefined, 0)).toThrow('delay -1');
  });
});
