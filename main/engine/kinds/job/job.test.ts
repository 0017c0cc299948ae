import { expect, test } from 'vitest';
import { SECOND, START, after } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { jobKind } from './definition.ts';
import { countIndexes } from './indexes.ts';

const manifest = (rest = '', restartPolicy = 'Never') => `
apiVersion: batch/v1
kind: Job
metadata: {name: count}
spec:
  ${rest}
  template: {spec: {restartPolicy: ${restartPolicy}, containers: [{name: sheep, image: "sheep:1"}]}}
`;
const refusal = (rest: string, restartPolicy?: string) => new KindsServer().refusal(manifest(rest, restartPolicy));

test('selects its Pods by its own UID', () => {
  const server = new KindsServer();
  server.apply(manifest());
  const { metadata, spec } = server.get('jobs', 'count');
  const uid = metadata?.uid ?? '';
  expect(spec?.selector).toEqual({ matchLabels: { 'batch.kubernetes.io/controller-uid': uid } });
  expect(spec?.template.metadata?.labels).toMatchObject({ 'job-name': 'count', 'controller-uid': uid });
  expect(metadata?.labels).toEqual(spec?.template.metadata?.labels);
});

test.each([
  ['', { completions: 1, parallelism: 1, backoffLimit: 6, podReplacementPolicy: 'TerminatingOrFailed' }],
  ['parallelism: 3', { parallelism: 3, podReplacementPolicy: 'TerminatingOrFailed' }],
  ['completionMode: Indexed\n  completions: 2\n  backoffLimitPerIndex: 1', { backoffLimit: 2_147_483_647 }],
])('%s is completed', (rest, expected) => {
  const server = new KindsServer();
  server.apply(manifest(rest));
  expect(server.get('jobs', 'count').spec).toMatchObject(expected);
});

test.each([
  ['completions: -1', 'spec.completions: Invalid value: -1: must be greater than or equal to 0'],
  [
    'maxFailedIndexes: 1',
    '[spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified, ' +
      'spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode]',
  ],
  [
    'podFailurePolicy: {rules: [{action: Shrug, onExitCodes: {operator: In, values: [0]}}]}',
    '[spec.podFailurePolicy.rules[0].action: Unsupported value: "Shrug": supported values: "Count", "FailIndex", ' +
      '"FailJob", "Ignore", spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: ' +
      'must not be 0 for the In operator]',
  ],
])('%s is refused', (rest, message) => {
  expect(refusal(rest)).toBe(`Job.batch "count" is invalid: ${message}`);
});

test('Pods of a Job come to an end', () => {
  const message = 'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"';
  expect(refusal('', 'Always')).toContain(message);
});

test('what was begun is not changed', () => {
  const server = new KindsServer();
  server.apply(manifest());
  const { spec } = server.get('jobs', 'count');
  const metadata = { name: 'count' };
  const next = (change: object) =>
    JSON.stringify({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { ...spec, ...change } });
  expect(server.refusal(next({ parallelism: 5 }))).toBe('');
  expect(server.refusal(next({ completions: 5 }))).toContain('spec.completions: Invalid value: 5: field is immutable');
  const template = { ...spec?.template, spec: { ...spec?.template.spec, restartPolicy: 'OnFailure' } };
  expect(server.refusal(next({ template }))).toMatch(
    /spec\.template: Invalid value: \{"labels":\{.*"Spec":\{"Volumes":null,.*\}: field is immutable$/,
  );
});

test.each([
  [{ type: 'Complete' }, 'Complete'],
  [{ type: 'Suspended' }, 'Suspended'],
  [{ type: 'FailureTarget' }, 'FailureTarget'],
])('a condition %s is its state', ({ type }, text) => {
  const job = {
    spec: { completions: 4, template: {} },
    status: { conditions: [{ type, status: 'True' }], succeeded: 3, startTime: '2026-01-05T08:00:00Z' },
  };
  const cells = jobKind.columns.map(({ cell }) => cell(job, printContext(after(START, 90 * SECOND))));
  expect(cells.slice(1, 4)).toEqual([text, '3/4', '90s']);
});

test.each([
  ['', 0],
  ['0,2-4', 4],
  ['2,1', 'non-increasing order, previous: 2, current: 1'],
  ['9', 'too large index: "9"'],
  ['a', 'cannot convert string to integer for index: "a"'],
])('indexes %s', (list, expected) => {
  expect(countIndexes(list, 5)).toBe(expected);
});
