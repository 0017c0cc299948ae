import { describe, expect, it } from 'vitest';
import { comparePrinted } from './compare-printed.ts';
import { periodsIn } from './periods.ts';
import type { TimedCase } from './timed-case.ts';

const STEP = 'kubectl get pod -o wide -n NS';

/** The verdict on what a step printed, by what it printed in the recordings. */
function verdict(recorded: readonly string[], printed: string, run = STEP) {
  const recordings = recorded.map((stdout, index) => ({
    namespace: `recorded-${index}`,
    generated: {},
    timeline: [],
    steps: [{ at: 1, run, stdout, stderr: '', exit: 0 }],
  }));
  const inputs = 'nodeSelector: {kubernetes.io/hostname: worker233}';
  const played: TimedCase = {
    steps: [{ at: 1, run }],
    until: 10,
    hasManifest: false,
    recordings,
    wasBusy: false,
    periods: periodsIn(''),
    inputs,
  };
  const result = { stdout: printed, stderr: '', exit: 0 };
  const [step] = comparePrinted(played, [result], { namespace: 'here', generated: new Map(), inputs });
  return step && { varies: step.varies, differs: step.differences.map(({ what }) => what) };
}

const pods = (status: string, age: string, ip: string, node: string) =>
  `NAME   READY   STATUS    RESTARTS   AGE   IP   NODE\nweb    1/1     ${status}   0          ${age}   ${ip}   ${node}\n`;

describe('what a step printed', () => {
  it('is the same at another place and age', () => {
    const recorded = pods('Running', '9s', '10.244.1.7', 'worker232');
    const same = { varies: false, differs: [] };
    expect(verdict([recorded], pods('Running', '10s', '10.244.2.12', 'master231'))).toEqual(same);
    expect(verdict(['gone from recorded-0\n'], 'gone from here\n')).toEqual(same);
  });

  it.each([
    ['another state', pods('Pending', '9s', '10.244.1.7', 'worker232')],
    ['another node than the one that the case names', pods('Running', '9s', '10.244.1.7', 'worker232')],
    ['nothing', ''],
  ])('is not with %s', (_, printed) => {
    expect(verdict([pods('Running', '9s', '10.244.1.7', 'worker233')], printed)?.differs).toEqual(['stdout']);
  });

  it('is not counted where recordings differ', () => {
    expect(verdict(['a\n', 'b\n'], 'c\n')).toEqual({ varies: true, differs: ['stdout'] });
    expect(verdict(['a\n', 'a\n'], 'c\n')).toEqual({ varies: false, differs: ['stdout'] });
  });

  it('is in no order when it is sorted, but in order otherwise', () => {
    expect(verdict(['b\nA\n'], 'A\nb\n', 'cat log | sort')?.differs).toEqual([]);
    expect(verdict(['b\nA\n'], 'A\nb\n', 'cat log')?.differs).toEqual(['stdout']);
  });
});
