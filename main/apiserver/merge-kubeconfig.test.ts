import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { mergedKubeconfig } from './merge-kubeconfig.ts';

const endpoint = { url: 'https://127.0.0.1:6443', authority: 'PEM', token: 'secret' };
const theirs = `# mine
apiVersion: v1
kind: Config
current-context: work
clusters:
- name: work # the office
  cluster: {server: 'https://work.example'}
users:
- name: work
  user: {token: theirs}
contexts:
- name: work
  context: {cluster: work, user: work}
preferences: {colors: true}
`;

function merged(text: string): string {
  const outcome = mergedKubeconfig(text, endpoint, 'config');
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

it('adds ours and keeps all of theirs, comments and the current context too', () => {
  const text = merged(theirs);
  expect(text).toMatch(/^# mine\n/);
  expect(text).toContain('# the office');
  expect(parse(text)).toMatchObject({
    'current-context': 'work',
    preferences: { colors: true },
    clusters: [{ name: 'work' }, { name: 'kubarium', cluster: { server: endpoint.url } }],
    users: [
      { name: 'work', user: { token: 'theirs' } },
      { name: 'kubarium', user: { token: 'secret' } },
    ],
    contexts: [{ name: 'work' }, { name: 'kubarium' }],
  });
});

it('writes ours anew when they are there', () => {
  const again = mergedKubeconfig(merged(theirs), { ...endpoint, token: 'newer' }, 'config');
  const config = parse(again.ok ? again.value : '') as { readonly users: readonly unknown[] };
  expect(config.users).toEqual([
    { name: 'work', user: { token: 'theirs' } },
    { name: 'kubarium', user: { token: 'newer' } },
  ]);
});

it('makes a whole one of an empty file, and fills one without lists', () => {
  for (const text of ['', 'apiVersion: v1\nkind: Config\nclusters: null\n']) {
    expect(parse(merged(text))).toMatchObject({ 'current-context': 'kubarium', users: [{ name: 'kubarium' }] });
  }
});

it.each(['kind: Pod\n', '- a\n', 'kind: Config\nclusters: 5\n', 'a: [', 'just text'])('refuses %j', (text) => {
  expect(mergedKubeconfig(text, endpoint, 'config')).toMatchObject({ ok: false, problem: { where: 'config' } });
});
