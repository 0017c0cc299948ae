import { describe, expect, test } from 'vitest';
import type { ContainerState, ContainerStatus, Pod } from '../../api/generated/types.ts';
import { SECOND, START, after } from '../../kernel/time.ts';
import { printContext } from '../testing/server.ts';
import { podColumns } from './columns.ts';
import { isPodReady, podReadyCount, podStatusText } from './status.ts';

const running: ContainerState = { running: { startedAt: '2026-01-05T08:00:10Z' } };
const exited = (exitCode: number, reason?: string, signal?: number): ContainerState => ({
  terminated: { exitCode, reason, signal, finishedAt: '2026-01-05T08:00:20Z' },
});
const waiting = (reason: string): ContainerState => ({ waiting: { reason } });
const contained = (state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus => ({
  ...{ name: 'main', image: 'nginx:1.27', imageID: '', ready: state.running !== undefined, restartCount: 0, state },
  ...more,
});

interface Parts {
  readonly phase?: string;
  readonly reason?: string;
  readonly deleted?: boolean;
  readonly init?: readonly ContainerStatus[];
  readonly main?: readonly ContainerStatus[];
  readonly conditions?: Readonly<Record<string, string>>;
  readonly sidecar?: boolean;
}

function podOf({ phase = 'Running', reason, deleted, init = [], main = [], conditions = {}, sidecar }: Parts): Pod {
  return {
    metadata: { name: 'web', ...(deleted && { deletionTimestamp: '2026-01-05T08:01:00Z' }) },
    spec: {
      containers: main.map(({ name }) => ({ name })),
      initContainers: init.map(({ name }) => ({ name, ...(sidecar && { restartPolicy: 'Always' }) })),
    },
    status: {
      phase,
      ...(reason !== undefined && { reason }),
      conditions: Object.entries(conditions).map(([type, status]) => ({ type, status })),
      initContainerStatuses: init,
      containerStatuses: main,
    },
  };
}

describe('the STATUS column', () => {
  const cases: readonly (readonly [status: string, parts: Parts])[] = [
    ['Pending', { phase: 'Pending' }],
    ['ContainerCreating', { phase: 'Pending', main: [contained(waiting('ContainerCreating'))] }],
    ['Running', { main: [contained(running)] }],
    ['CrashLoopBackOff', { main: [contained(waiting('CrashLoopBackOff'))] }],
    ['ImagePullBackOff', { phase: 'Pending', main: [contained(waiting('ImagePullBackOff'))] }],
    ['Completed', { phase: 'Succeeded', main: [contained(exited(0, 'Completed'))] }],
    ['Error', { phase: 'Failed', main: [contained(exited(1, 'Error'))] }],
    ['ExitCode:3', { main: [contained(exited(3))] }],
    ['Signal:9', { main: [contained(exited(137, undefined, 9))] }],
    ['Evicted', { phase: 'Failed', reason: 'Evicted' }],
    ['Error', { main: [contained(exited(1, 'Error')), contained(exited(0, 'Completed'), { name: 'b' })] }],
    ['NotReady', { main: [contained(exited(0, 'Completed')), contained(running, { name: 'b' })] }],
    [
      'Running',
      { main: [contained(exited(0, 'Completed')), contained(running, { name: 'b' })], conditions: { Ready: 'True' } },
    ],
    ['Terminating', { deleted: true, main: [contained(running)] }],
    ['Completed', { deleted: true, phase: 'Succeeded', main: [contained(exited(0, 'Completed'))] }],
    ['Unknown', { deleted: true, reason: 'NodeLost', main: [contained(running)] }],
    [
      'Init:0/2',
      { phase: 'Pending', init: [contained(running), contained(waiting('PodInitializing'), { name: 'b' })] },
    ],
    ['Init:1/2', { phase: 'Pending', init: [contained(exited(0)), contained(running, { name: 'b' })] }],
    ['Init:Error', { phase: 'Pending', init: [contained(exited(1, 'Error'))] }],
    ['Init:ExitCode:1', { phase: 'Pending', init: [contained(exited(1))] }],
    ['Init:CrashLoopBackOff', { phase: 'Pending', init: [contained(waiting('CrashLoopBackOff'))] }],
    [
      'PodInitializing',
      { phase: 'Pending', init: [contained(exited(0))], main: [contained(waiting('PodInitializing'))] },
    ],
    ['Running', { sidecar: true, init: [contained(running, { started: true })], main: [contained(running)] }],
  ];
  test.each(cases)('is %s', (status, parts) => {
    expect(podStatusText(podOf(parts))).toBe(status);
  });

  test('is SchedulingGated while a gate is closed', () => {
    const pod = podOf({ phase: 'Pending' });
    const gated = { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' };
    expect(podStatusText({ ...pod, status: { ...pod.status, conditions: [gated] } })).toBe('SchedulingGated');
  });
});

test('READY counts sidecars among the containers', () => {
  const parts = {
    sidecar: true,
    init: [contained(running, { started: true })],
    main: [contained(running), contained(waiting('x'))],
  };
  expect(podReadyCount(podOf(parts))).toEqual({ ready: 2, total: 3 });
  expect(isPodReady(podOf({ conditions: { Ready: 'True' } }))).toBe(true);
});

test('RESTARTS tells when the last one was', () => {
  const column = podColumns.find(({ name }) => name === 'Restarts');
  const pod = podOf({ main: [contained(running, { restartCount: 2, lastState: exited(1, 'Error') })] });
  const context = printContext(after(START, 25 * SECOND));
  expect(column?.cell(pod, context)).toBe('2 (5s ago)');
  expect(column?.cell(podOf({ main: [contained(running)] }), context)).toBe('0');
});
