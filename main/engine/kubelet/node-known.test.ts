import { describe, expect, it } from 'vitest';
import { changesOf, patchOf, type KnownNode } from './node-known.ts';

const conditions = (memory: string, ready: string) => [
  { type: 'MemoryPressure', status: memory },
  { type: 'Ready', status: ready },
];
const known = (memory: string, ready: string, unschedulable = false): KnownNode => ({
  conditions: conditions(memory, ready),
  unschedulable,
});
const fine = { conditions: conditions('False', 'True') };

describe('what a kubelet tells of its Node', () => {
  it.each<[string, KnownNode, readonly string[]]>([
    ['nothing while nothing changes', known('False', 'True'), []],
    ['all when it was silent', known('Unknown', 'Unknown'), ['NodeHasSufficientMemory', 'NodeReady']],
    ['all when it is new', { conditions: [], unschedulable: false }, ['NodeHasSufficientMemory', 'NodeReady']],
    ['that it was uncordoned', known('False', 'True', true), ['NodeSchedulable']],
  ])('is %s', (_, before, reasons) => {
    expect(changesOf(before, fine, false)).toEqual(reasons);
  });

  it('is no fault of a Node that has never been ready', () => {
    const status = { conditions: conditions('False', 'False') };
    expect(changesOf({ conditions: [], unschedulable: false }, status, false)).toEqual(['NodeHasSufficientMemory']);
    expect(changesOf(known('False', 'True'), status, true)).toEqual(['NodeNotReady', 'NodeNotSchedulable']);
  });

  it('leaves alone what it believes to be written already', () => {
    const status = { conditions: conditions('False', 'False') };
    const patched = patchOf(known('False', 'True'), status, { conditions: conditions('Unknown', 'Unknown') });
    expect(patched.conditions).toEqual(conditions('Unknown', 'False'));
  });
});
