import { expect, test } from 'vitest';
import { nodePortRange } from './node-port-range.ts';

test.each([
  [[], { low: 30_000, high: 32_767 }],
  [['--service-node-port-range='], { low: 30_000, high: 32_767 }],
  [['--service-node-port-range=3000-50000'], { low: 3_000, high: 50_000 }],
  [['--service-node-port-range=30000+10'], { low: 30_000, high: 30_010 }],
  [['--service-node-port-range=8080'], { low: 8_080, high: 8_080 }],
  [['--service-node-port-range=1-2', '--service-node-port-range=3-4'], { low: 3, high: 4 }],
  [['--service-node-port-range=50000-3000'], undefined],
  [['--service-node-port-range=1-65536'], undefined],
  [['--service-node-port-range=many'], undefined],
])('%j: %j', (args, range) => {
  expect(nodePortRange(args)).toEqual(range);
});
