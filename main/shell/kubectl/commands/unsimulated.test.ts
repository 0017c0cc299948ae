import { beforeAll, expect, test } from 'vitest';
import { apply, runFor, runningCluster } from '../../../engine/testing/clusters.ts';
import { runKubectl } from '../../testing/run-kubectl.ts';
import { TestClient } from '../../testing/test-client.ts';

const cluster = runningCluster(1, 'oracle');
const client = new TestClient(cluster);
const run = (line: string) => runKubectl(client, line);

beforeAll(() => {
  apply(
    cluster,
    `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: main, image: 'nginx:1.27'}]}
`,
  );
  runFor(cluster, 20);
});

test('a Pod gets an ephemeral container', async () => {
  const { exit, out } = await run('debug web --image=busybox:1.36 --profile=general --target=main -- sleep 5');
  expect(exit).toBe(0);
  expect(out).toMatch(/^Targeting container "main"\. .*\nDefaulting debug container name to debugger-\w{5}\.\n$/);
  const added = await run('get pod web -o jsonpath={.spec.ephemeralContainers[0]}');
  expect(JSON.parse(added.out)).toMatchObject({
    command: ['sleep', '5'],
    image: 'busybox:1.36',
    targetContainerName: 'main',
    securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
  });
});

test.each([
  ['debug web', 'error: you must specify --image when not using --copy-to.\n'],
  ['debug --image=busybox', 'error: NAME or filename is required for debug\n'],
  ['debug web --image=busybox -t', 'error: -i/--stdin is required for containers with -t/--tty=true\n'],
  ['debug web --image=busybox --profile=own', 'error: unknown profile: own\n'],
  ['debug none --image=busybox --profile=general', 'Error from server (NotFound): pods "none" not found\n'],
  [
    'certificate approve a',
    'Error from server (NotFound): certificatesigningrequests.certificates.k8s.io "a" not found\n',
  ],
  ['certificate deny', 'error: one or more CSRs must be specified as <name> or -f <filename>\n'],
  [
    'debug web --image=busybox --copy-to=a --target=b',
    'error: --target is incompatible with --copy-to. Use --share-processes instead.\n',
  ],
  ['cp :/x /tmp', 'error: filespec must match the canonical format: [[namespace/]pod:]file/path\n'],
  ['attach web -c none', 'error: cannot attach to the container: container none not found in pod web\n'],
  [
    'exec cm/kube-root-ca.crt -- ls',
    'error: cannot attach to *v1.ConfigMap: selector for *v1.ConfigMap not implemented\n',
  ],
  ['config set-context --current --cluster=x x', 'error: you cannot specify both a context name and --current\n'],
  ['top node a -l a=b', 'error: only one of NAME or --selector can be provided\n'],
  ['alpha kuberc view', 'error: kuberc files are not read here: every command has the defaults of kubectl\n'],
  ['-n a nosuch', 'Error: flags cannot be placed before plugin name: -n\n'],
  ['proxy', 'error: a proxy is not simulated; use kubectl get --raw PATH\n'],
])('%s says why not', async (line, message) => {
  expect(await run(line)).toMatchObject({ exit: 1, err: message });
});

test('help tells of all commands where nothing is known of one', async () => {
  const { exit, out, err } = await run('help nonsense');
  expect([exit, out]).toEqual([0, '']);
  expect(err).toMatch(/^Unknown help topic \[`nonsense`\]\n\n\nBasic Commands \(Beginner\):\n/);
  expect((await run('help get')).out).toBe((await run('get --help')).out);
});

test('a command that only has others below it tells of them, and fails', async () => {
  const { exit, out, err } = await run('auth');
  expect([exit, out]).toEqual([1, '']);
  expect(err).toContain('Available Commands:\n  can-i         Check whether an action is allowed\n');
  expect(await run('rollout')).toMatchObject({ exit: 1, err: '' });
  expect(await run('certificate')).toMatchObject({ exit: 0, err: '' });
  expect((await run('alpha')).out).toContain('  kuberc        Manage kuberc configuration files\n');
});
