import { expect, test } from 'vitest';
import { smallCluster } from '../../testing/small-cluster.ts';
import { commands } from '../commands/registry.ts';
import { completeLine } from './line.ts';

const { client, out, run } = smallCluster();

test.each([
  ['"" ', ['annotate', 'wait'], 4],
  ['rollout ""', ['history', 'undo'], 4],
  ['rollout status ""', ['deployment', 'statefulset'], 4],
  ['get confi', ['configmaps'], 4],
  ['get pods,confi', ['pods,configmaps'], 4],
  ['get pods ""', ['pair', 'web'], 4],
  ['get pods w', ['web'], 4],
  ['get pods pair ""', ['web'], 4],
  ['get pod/w', ['pod/web'], 4],
  ['get pod/web deployments.a', ['deployments.apps/'], 6],
  ['get -n kube-p', ['kube-public'], 4],
  ['get --namespace=kube-p', ['kube-public'], 4],
  ['get -n kube-public configmaps ""', ['kube-root-ca.crt'], 4],
  ['get -o js', ['json', 'jsonpath-file'], 4],
  ['logs pai', ['pair'], 4],
  ['logs pair ""', ['main', 'two'], 4],
  ['logs statef', ['statefulsets/'], 6],
  ['exec pair -c ""', ['main', 'two'], 4],
  ['exec web -- ""', [], 4],
  ['drain worker232 ""', [], 4],
  ['cordon worker2', ['worker232', 'worker233'], 4],
  ['scale ""', ['--replicas', 'deployment'], 4],
  ['scale deployment web --', ['--replicas'], 4],
  ['config use-context ""', ['kubernetes-admin@kubernetes'], 4],
  ['help roll', ['rollout'], 4],
  ['apply -f ""', [], 0],
  ['nosuch ""', [], 0],
  ['get --nosuch ""', [], 0],
])('__complete %s', async (line, some, directive) => {
  const lines = (await out(`__complete ${line}`)).trimEnd().split('\n');
  expect(lines.at(-1)).toBe(`:${directive}`);
  const words = lines.slice(0, -1).map((one) => one.split('\t')[0]);
  expect(words).toEqual(expect.arrayContaining([...some]));
  if (some.length < 2) expect(words).toHaveLength(some.length);
});

test('tells what commands and flags are for, where that is wanted', async () => {
  expect(await run('__complete get --ign')).toMatchObject({
    out: expect.stringMatching(/^--ignore-not-found\tIf set to true, suppresses NotFound .*\n:4\n$/),
    err: 'Completion ended with directive: ShellCompDirectiveNoFileComp\n',
  });
  expect(await out('__completeNoDesc get --ign')).toBe('--ignore-not-found\n:4\n');
});

test('does not offer a flag twice, unless it may be given twice', async () => {
  expect(await out('__completeNoDesc get --ignore-not-found --ign')).toBe(':4\n');
  expect(await out('__completeNoDesc get --label-columns=a --label')).toBe('--label-columns\n:4\n');
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s that asks kubectl', async (shell) => {
  expect(await out(`completion ${shell}`)).toContain('kubectl __complete');
});

test.each([
  ['completion', 'error: Shell not specified.\n'],
  ['completion tcsh', 'error: Unsupported shell type "tcsh".\n'],
  ['completion bash zsh', 'error: Too many arguments. Expected only the shell type.\n'],
])('%s is refused', async (line, message) => {
  expect((await run(line)).err).toBe(`${message}See 'kubectl completion -h' for help and examples\n`);
});

const place = {
  commands,
  client,
  surroundings: {
    stdin: () => '',
    out: () => undefined,
    err: () => undefined,
    env: {},
    files: { read: () => undefined, write: () => undefined, list: () => undefined, remove: () => undefined },
    spawn: () => Promise.resolve(127),
    signal: new AbortController().signal,
  },
};

test.each([
  ['kubectl get pods w', 17, ['web']],
  ['kubectl get pods ', 17, ['pair', 'web']],
  ['kubectl get --namespace=kube-p', 24, ['kube-public']],
  ['kubectl get pods -l "a in (b, c)" w', 34, ['web']],
])('completes the line %s', async (line, start, texts) => {
  const offer = await completeLine(place, line);
  expect(offer).toMatchObject({ start, candidates: texts.map((text) => ({ text })) });
});

test.each(['', 'kube', 'kubectl', 'ls ', "kubectl get pods -l 'a"])('leaves the line %j alone', async (line) => {
  expect(await completeLine(place, line)).toBeUndefined();
});
