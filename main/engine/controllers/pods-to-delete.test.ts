import { describe, expect, it } from 'vitest';
import { type Micros, SECOND, toTimestamp } from '../kernel/time.ts';
import { podsToDelete } from './pods-to-delete.ts';

const NOW = (10_000 * SECOND) as Micros;
const ago = (seconds: number) => toTimestamp((NOW - seconds * SECOND) as Micros);

interface Traits {
  readonly node?: string;
  readonly phase?: string;
  /** Since how many seconds. */
  readonly ready?: number;
  readonly created?: number;
  readonly cost?: string;
  readonly restarts?: number;
}

function pod(name: string, { node = 'n', phase = 'Running', ready = 600, created = 700, cost, restarts = 0 }: Traits) {
  const isReady = ready > 0;
  return {
    metadata: {
      name,
      uid: name,
      creationTimestamp: ago(created),
      annotations: cost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': cost },
    },
    spec: { nodeName: node, containers: [{ name: 'main' }] },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: ago(ready) }],
      containerStatuses: [{ name: 'main', image: '', imageID: '', ready: isReady, restartCount: restarts }],
    },
  };
}

describe('Pods that can be done without', () => {
  it.each<readonly [rule: string, first: Traits, other: Traits]>([
    ['those without a node', { node: '', phase: 'Pending' }, { phase: 'Pending' }],
    ['those that do not run yet', { phase: 'Pending', ready: 0 }, { ready: 0 }],
    ['those that are not ready', { ready: 0 }, {}],
    ['the cheaper', { cost: '-1' }, {}],
    ['those that became ready much later', { ready: 30 }, { ready: 600 }],
    ['those with more restarts, where all became ready at once', { restarts: 2 }, { restarts: 1 }],
    ['the much younger', { created: 650 }, { created: 6000 }],
  ])('go in order: %s', (_, first, other) => {
    for (const [one, two] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const pods = [pod(two, other), pod(one, first)];
      const [chosen] = podsToDelete(pods, 1, { related: [], now: NOW });
      expect(chosen?.metadata?.name).toBe(one);
    }
  });

  it('of about the same age are drawn by their UIDs, whatever their restarts', () => {
    const pods = [pod('b', { ready: 601, restarts: 5 }), pod('a', { ready: 600 })];
    expect(podsToDelete(pods, 1, { related: [], now: NOW })[0]?.metadata?.name).toBe('a');
  });

  it('crowd a node with others of theirs', () => {
    const pods = [pod('a', { node: 'n' }), pod('b', { node: 'm' })];
    const related = [...pods, pod('c', { node: 'm' })];
    expect(podsToDelete(pods, 1, { related, now: NOW })[0]?.metadata?.name).toBe('b');
  });
});
