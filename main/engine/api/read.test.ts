import { beforeEach, expect, it } from 'vitest';
import type { ApiAnswer, ReadRequest } from '../../../preload/contract/inputs.ts';
import { KindsServer, printContext } from '../kinds/testing/server.ts';
import { answerRead } from './read.ts';
import { ApiServer } from './server.ts';
import { Kernel } from '../kernel/kernel.ts';

let world: KindsServer;
let server: ApiServer;
beforeEach(() => {
  world = new KindsServer();
  server = world.server;
});

const ask = (request: object, from = server): ApiAnswer =>
  answerRead(
    from,
    { resource: 'configmaps', namespace: 'default', ...request } as ReadRequest,
    printContext(server.now),
  );
const write = (name: string, tier: string, value = '1') =>
  world.apply(
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, labels: {tier: ${tier}}}, data: {v: '${value}'}}`,
  );
const remove = (name: string) => server.delete('configmaps', 'default', name, { actor: 'person' });
const names = (answer: ApiAnswer) =>
  answer.ok ? answer.items?.map(({ metadata }) => metadata?.name) : answer.status.message;
const changes = (answer: ApiAnswer) =>
  answer.ok
    ? answer.changes?.map(({ type, object }) => `${type} ${object.metadata?.name ?? ''}`)
    : answer.status.message;

it('lists the past', () => {
  write('a', 'front');
  const { revision } = server.store;
  write('b', 'front');
  write('a', 'back', '2');
  remove('b');
  const then = ask({ verb: 'list', resourceVersion: String(revision) });
  expect(names(then)).toEqual(['a']);
  expect(then.ok && then.items?.[0]?.metadata?.labels).toEqual({ tier: 'front' });
  expect(names(ask({ verb: 'list' }))).toEqual(['a']);
});

it('watches what is selected come and go', () => {
  const since = String(server.store.revision);
  write('a', 'front');
  write('b', 'back');
  write('a', 'back');
  write('b', 'front');
  write('b', 'front', '2');
  remove('b');
  const expected = ['ADDED a', 'DELETED a', 'ADDED b', 'MODIFIED b', 'DELETED b'];
  expect(changes(ask({ verb: 'watch', since, labelSelector: 'tier=front' }))).toEqual(expected);
  expect(changes(ask({ verb: 'watch', since, name: 'a' }))).toEqual(['ADDED a', 'MODIFIED a']);
});

it('answers the same after a restore', () => {
  const since = String(server.store.revision);
  write('a', 'front');
  write('a', 'back');
  remove('a');
  const restored = new ApiServer(new Kernel(1), server.kinds, server.settings);
  restored.restore(JSON.parse(JSON.stringify(server.save())) as ReturnType<ApiServer['save']>);
  const request = { verb: 'watch', since, labelSelector: 'tier=back', table: true };
  expect(ask(request, restored)).toEqual(ask(request));
});

it('does not know what is long ago, nor what is to come', () => {
  for (let version = 0; version < 2200; version++) write('a', 'front', String(version));
  expect(changes(ask({ verb: 'watch', since: '2' }))).toMatch(/^too old resource version: 2 \(\d+\)$/);
  expect(names(ask({ verb: 'list', resourceVersion: '2' }))).toBe(
    'The resourceVersion for the provided list is too old.',
  );
  expect(names(ask({ verb: 'list', resourceVersion: '99999' }))).toMatch(
    /^Timeout: Too large resource version: 99999, /,
  );
});

it('answers long lists in parts, all of one state', () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) write(name, 'front');
  const first = ask({ verb: 'list', limit: 2 });
  expect(first).toMatchObject({ remainingItemCount: 3 });
  remove('d');
  write('f', 'front');
  const next = (answer: ApiAnswer, more: object = {}) =>
    ask({ verb: 'list', limit: 2, continue: answer.ok ? answer.continue : '', ...more });
  const second = next(first);
  expect([names(first), names(second), names(next(second))]).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  expect(next(second)).not.toHaveProperty('continue');
  expect(ask({ verb: 'list', limit: 2, labelSelector: 'tier=front' })).not.toHaveProperty('remainingItemCount');
});

it('goes on from the present where the beginning of a list is forgotten', () => {
  for (const name of ['a', 'b', 'c']) write(name, 'front');
  const first = ask({ verb: 'list', limit: 1 });
  for (let version = 0; version < 2200; version++) write('b', 'front', String(version));
  const late = ask({ verb: 'list', continue: first.ok ? first.continue : '' });
  expect(names(late)).toMatch(/^The provided continue parameter is too old to display a consistent list result\./);
  const token = late.ok ? '' : late.status.metadata.continue;
  expect(names(ask({ verb: 'list', continue: token }))).toEqual(['b', 'c']);
});

it.each([
  [
    { continue: 'abc' },
    /^invalid continue token: continue key is not valid: invalid character 'i' looking for beginning of value$/,
  ],
  [{ continue: 'a b' }, /^invalid continue token: continue key is not valid: illegal base64 data at input byte 1$/],
  [
    { resourceVersionMatch: 'Exact' },
    /Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided$/,
  ],
  [{ resourceVersionMatch: 'Exact', resourceVersion: '0' }, /"exact" is forbidden for resourceVersion "0"$/],
  [
    { resourceVersionMatch: 'Some', resourceVersion: '1' },
    /^ListOptions\.meta\.k8s\.io "" is invalid: .*"NotOlderThan", ""$/,
  ],
])('refuses lists of %j', (options, message) => {
  expect(names(ask({ verb: 'list', ...options }))).toMatch(message);
});

it('takes a later state where that will do', () => {
  const { revision } = server.store;
  write('a', 'front');
  const options = { resourceVersion: String(revision), resourceVersionMatch: 'NotOlderThan' };
  expect(names(ask({ verb: 'list', ...options }))).toEqual(['a']);
});

it('tells watches what is there, and that this was it', () => {
  write('a', 'front');
  const answer = ask({ verb: 'watch', since: '', sendInitialEvents: true });
  expect(changes(answer)).toEqual(['ADDED a', 'BOOKMARK ']);
  expect(answer.ok && answer.changes?.[1]?.object.metadata?.annotations).toEqual({
    'k8s.io/initial-events-end': 'true',
  });
});

it('prints tables', () => {
  write('a', 'front');
  const answer = ask({ verb: 'get', name: 'a', table: true });
  expect(answer.ok && answer.table?.columns.map(({ name }) => name)).toEqual(['Name', 'Data', 'Age']);
  expect(answer.ok && answer.table?.rows[0]?.cells.slice(0, 2)).toEqual(['a', '1']);
});

it.each([
  ['labelSelector', 'tier in front', "unable to parse requirement: found 'front' expected: '('"],
  ['labelSelector', 'tier=a b', "found 'b', expected: ',' or 'end of string'"],
  ['labelSelector', '=a', "found '=', expected: !, identifier, or 'end of string'"],
  ['labelSelector', 'tier(', "unable to parse requirement: found '(', expected: in, notin, =, ==, !=, gt, lt"],
  ['fieldSelector', 'spec.x=a', '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"'],
  ['fieldSelector', 'spec.x', "invalid selector: 'spec.x'; can't understand 'spec.x'"],
])('refuses the %s %s', (parameter, text, message) => {
  expect(names(ask({ verb: 'list', [parameter]: text }))).toBe(message);
});
