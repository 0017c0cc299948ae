// kubectl exec, cp and attach at a running cluster.
import { describe, expect, it } from 'vitest';
import { runScript } from '../../terminal/testing.ts';

const apply = (name: string, script: string) => `kubectl apply -f - >/dev/null <<'EOF'
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: main
    image: busybox:1.36
    command: [sh, -c, '${script}']
EOF
kubectl wait --for=condition=Ready pod/${name} >/dev/null
`;

async function shown(script: string): Promise<string> {
  return (await runScript(script)).shown;
}

describe('kubectl exec', () => {
  it('runs commands in the container, with their output, input and exit codes', async () => {
    const script = `${apply('box', 'echo up; sleep 3600')}
      kubectl exec box -- sh -c 'echo out; echo err >&2; exit 7'; echo "exit $?"
      printf 'x=2\\necho $((x * 21))\\n' | kubectl exec -i box -- sh
      echo piped | kubectl exec -i box -- tr a-z A-Z
      kubectl exec box -- sh -c 'echo hello > /tmp/note'
      kubectl exec box -- cat /tmp/note
      kubectl exec box -- ps
      kubectl exec box -- nosuch; echo "exit $?"`;
    const lines = (await shown(script))
      .replace(/exec "[0-9a-f]{64}"/, 'exec "ID"')
      .trimEnd()
      .split('\n');
    expect(lines).toEqual([
      'out',
      'err',
      'command terminated with exit code 7',
      'exit 7',
      '42',
      'PIPED',
      'hello',
      'PID   USER     TIME  COMMAND',
      '    1 root      0:00 sleep 3600',
      expect.stringMatching(/^ +\d+ root +0:00 ps$/),
      'error: Internal error occurred: Internal error occurred: error executing command in container: rpc error: ' +
        'code = Unknown desc = failed to exec in container: failed to start exec "ID": OCI runtime exec failed: ' +
        'exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH',
      'exit 1',
    ]);
  });

  it('takes as long as the command takes', async () => {
    const { shown: text } = await runScript(`${apply('box', 'sleep 3600')}
      a=$(date +%s); kubectl exec box -- sleep 20; b=$(date +%s); echo $((b - a))`);
    expect(Number(text)).toBeGreaterThanOrEqual(20);
    expect(Number(text)).toBeLessThan(22);
  });

  it('ends with its container', async () => {
    const text = await shown(`${apply('box', 'trap "exit 0" TERM; while :; do sleep 1; done')}
      kubectl exec box -- sleep 600 & sleep 1
      kubectl delete pod box --wait=false >/dev/null
      wait`);
    expect(text).toContain('command terminated with exit code 137');
  });
});

describe('kubectl cp', () => {
  it('copies files there and back', async () => {
    const text = await shown(`${apply('box', 'sleep 3600')}
      mkdir -p /home/d/sub; echo one > /home/d/a.txt; echo zwei — 二 > /home/d/sub/b.txt
      kubectl cp /home/d box:/tmp/copy; kubectl exec box -- cat /tmp/copy/a.txt /tmp/copy/sub/b.txt
      kubectl cp /home/d/a.txt box:/tmp; kubectl exec box -- ls /tmp
      kubectl cp box:/tmp/copy/sub/b.txt /home/back.txt; cat /home/back.txt
      kubectl cp box:/tmp/nothing /home/x; echo "exit $?"`);
    expect(text.split('\n')).toEqual([
      'one',
      'zwei — 二',
      'a.txt',
      'copy',
      "tar: removing leading '/' from member names",
      'zwei — 二',
      "tar: removing leading '/' from member names",
      'tar: /tmp/nothing: No such file or directory',
      'tar: error exit delayed from previous errors',
      'command terminated with exit code 1',
      'exit 1',
      '',
    ]);
  });
});

describe('kubectl attach', () => {
  it('passes its input on with -i, as kubectl run does', async () => {
    const text =
      await shown(`echo 'echo $((6 * 7)); exit 3' | kubectl run -q -i sum --image=busybox --restart=Never -- sh
      echo "exit $?"`);
    expect(text).toContain('42\n');
    expect(text).toContain('exit 3\n');
  });

  it('needs a right of its own, as port-forward does', async () => {
    const text = await shown(`${apply('box', 'sleep 60')}
      kubectl create clusterrole see --verb=get,list --resource=pods >/dev/null
      kubectl create clusterrolebinding see --clusterrole=see --user=eve >/dev/null
      kubectl attach -q box --as=eve 2>&1
      kubectl port-forward box 80 --as=eve 2>&1`);
    const refused = (part: string) =>
      `pods "box" is forbidden: User "eve" cannot create resource "pods/${part}" in API group "" in the namespace "default"\n`;
    expect(text).toBe(
      `Error from server (Forbidden): ${refused('attach')}error: error upgrading connection: ${refused('portforward')}`,
    );
  });

  it('shows what is written from now on, until the container ends', async () => {
    const text = await shown(`${apply('box', 'echo before; sleep 5; echo after; sleep 1; exit 0')}
      kubectl attach -q box`);
    expect(text).toBe('after\n');
  });
});
