import { describe, expect, it } from 'vitest';
import { START, type Micros } from '../../engine/kernel/time.ts';
import { atFullSpeed } from './full-speed.ts';
import { Sleepers } from './sleepers.ts';

function world() {
  const sleepers = new Sleepers();
  const log: string[] = [];
  let now = START;
  return {
    log,
    say: (text: string) => log.push(`${String(now)} ${text}`),
    sleep: (durationUs: number, signal?: AbortSignal) => sleepers.sleep(now, durationUs, signal),
    play: <T>(work: () => Promise<T>) =>
      atFullSpeed(work, sleepers, (to: Micros) => {
        now = to;
      }),
  };
}

describe('at full speed', () => {
  it('moves time to each moment that somebody waits for, and to no other', async () => {
    const { log, say, sleep, play } = world();
    const worker = async (name: string, durationUs: number, times: number) => {
      for (let time = 0; time < times; time++) {
        await sleep(durationUs);
        say(name);
      }
    };
    const answer = await play(async () => {
      await Promise.all([worker('slow', 50, 2), worker('quick', 20, 3)]);
      return 'done';
    });
    expect(answer).toBe('done');
    expect(log).toEqual(['20 quick', '40 quick', '50 slow', '60 quick', '100 slow']);
  });

  it('wakes in the order in which they lay down at one instant, each before the next', async () => {
    const { log, say, sleep, play } = world();
    const worker = async (name: string) => {
      await sleep(10);
      say(name);
      await Promise.resolve();
      say(`${name} again`);
    };
    await play(() => Promise.all([worker('a'), worker('b')]));
    expect(log).toEqual(['10 a', '10 a again', '10 b', '10 b again']);
  });

  it('wakes at once who is called off, and leaves those behind who nobody waits for', async () => {
    const { log, say, sleep, play } = world();
    const stop = new AbortController();
    await play(async () => {
      void sleep(1000).then(() => say('never'));
      const long = sleep(500, stop.signal).then(() => say('stopped'));
      await sleep(5);
      stop.abort();
      await long;
      await sleep(500, stop.signal);
      say('not even begun');
    });
    expect(log).toEqual(['5 stopped', '5 not even begun']);
  });

  it('passes failures on, and tells of waiting without end', async () => {
    const { play } = world();
    await expect(play(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(play(() => new Promise(() => undefined))).rejects.toThrow('nobody will wake them');
  });
});
