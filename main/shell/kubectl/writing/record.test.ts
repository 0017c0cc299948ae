import { beforeEach, expect, test } from 'vitest';
import { type SmallCluster, smallCluster } from '../../testing/small-cluster.ts';

const WARNING = 'Flag --record has been deprecated, --record will be removed in the future\n';
const CAUSE = "jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'";

let run: SmallCluster['run'];
let out: SmallCluster['out'];
beforeEach(() => {
  ({ run, out } = smallCluster());
});

const cause = (what: string) => out(`get ${what} -o ${CAUSE}`);

test.each([
  ['label pod web a=b --record', 'pod web', 'kubectl label pod web a=b --record=true'],
  [
    'annotate pod web a=b --record -n default',
    'pod web',
    'kubectl annotate pod web a=b --record=true --namespace=default',
  ],
  [
    `patch cm/settings -p '{"data":{"b":"2"}}' --record`,
    'cm settings',
    'kubectl patch cm/settings --patch={"data":{"b":"2"}} --record=true',
  ],
  ['run more --image=nginx:1.27 --record', 'pod more', 'kubectl run more --image=nginx:1.27 --record=true'],
  ['set image pod web main=nginx:1.26 --record', 'pod web', 'kubectl set image pod web main=nginx:1.26 --record=true'],
  ['expose pod web --port=80 --record', 'svc web', 'kubectl expose pod web --port=80 --record=true'],
])('%s writes itself down', async (line, what, command) => {
  expect((await run(line)).err).toBe(WARNING);
  expect(await cause(what)).toBe(command);
});

test('says nothing where it is not asked to', async () => {
  await run('label pod web a=b --record=false');
  expect(await cause('pod web')).toBe('');
  expect((await run('create deployment web --image=nginx --record')).err).toContain('error: unknown flag: --record\n');
});

test('a deployment remembers it with its revision', async () => {
  await run('create deployment web2 --image=nginx:1.26');
  await run('scale deployment web2 --replicas=2 --record');
  expect(await cause('deployment web2')).toBe('kubectl scale deployment web2 --replicas=2 --record=true');
});
