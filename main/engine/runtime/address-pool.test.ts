import { describe, expect, it } from 'vitest';
import { AddressPool } from './address-pool.ts';

describe('Pod addresses', () => {
  it('are given in turn, freed ones only after a round', () => {
    const pool = new AddressPool('10.100.1.0/24');
    expect([pool.take(), pool.take(), pool.take()]).toEqual(['10.100.1.2', '10.100.1.3', '10.100.1.4']);
    pool.free('10.100.1.3');
    expect(pool.take()).toBe('10.100.1.5');
  });

  it('run out, and come back when freed', () => {
    const pool = new AddressPool('10.100.1.0/29');
    const taken = Array.from({ length: 5 }, () => pool.take());
    expect(taken).toEqual(['10.100.1.2', '10.100.1.3', '10.100.1.4', '10.100.1.5', '10.100.1.6']);
    expect(pool.take()).toBeUndefined();
    pool.free('10.100.1.4');
    expect(pool.take()).toBe('10.100.1.4');
  });

  it('go on after what was given last', () => {
    const pool = new AddressPool('10.100.2.0/24', 253, ['10.100.2.254']);
    expect(pool.take()).toBe('10.100.2.2');
  });
});
