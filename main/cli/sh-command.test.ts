// `kubarium sh` as a person meets it, in this process: a script in; what the terminal shows and an exit code out.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kubarium-sh-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function sh(words: readonly string[], input: string | Buffer = '') {
  let output = '';
  const messages: string[] = [];
  const code = await runProgram(['sh', ...words], {
    print: (text) => (output += text),
    say: (line) => messages.push(line),
    progress: undefined,
    readInput: () => Buffer.from(input),
  });
  return { code, output, messages: messages.join('\n') };
}

const configMaps = `name=site
cat <<EOF | kubectl apply -f -
apiVersion: v1
kind: ConfigMap
metadata: {name: $name}
EOF
for n in 1 2; do kubectl create configmap "extra-$n"; done
kubectl get configmaps -o name | grep -v root | sort -r
echo "nodes: $(kubectl get nodes --no-headers | wc -l | tr -d ' ')"
`;

describe('a script', () => {
  it('has pipes, here-documents, variables, substitutions and loops around kubectl', async () => {
    const { code, output } = await sh([], configMaps);
    const created = ['configmap/site created', 'configmap/extra-1 created', 'configmap/extra-2 created'];
    const listed = ['configmap/site', 'configmap/extra-2', 'configmap/extra-1'];
    expect(output.trim().split('\n')).toEqual([...created, ...listed, 'nodes: 3']);
    expect(code).toBe(0);
  });

  it('sleeps in virtual time and tells it with each command', async () => {
    const { messages } = await sh(['-x'], 'sleep 600\necho later');
    const times = [...messages.matchAll(/^\+\s*([\d.]+)s (.*)$/gm)].map(([, time, command]) => [Number(time), command]);
    expect(times.map(([, command]) => command)).toEqual(['sleep 600', 'echo later']);
    expect(Number(times[1]?.[0]) - Number(times[0]?.[0])).toBe(600);
  });

  it('reads files of this computer and gives the exit code of its last command', async () => {
    writeFileSync(join(folder, 'map.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: here}\n');
    writeFileSync(join(folder, 'do.sh'), `kubectl apply -f ${folder}/map.yaml\nkubectl get pod nobody`);
    const { code, output, messages } = await sh([join(folder, 'do.sh')]);
    expect(output).toBe('configmap/here created\n');
    expect(messages).toBe('Error from server (NotFound): pods "nobody" not found');
    expect(code).toBe(1);
    expect((await sh([], 'exit 7')).code).toBe(7);
  });

  it('prints the same for the same seed', async () => {
    const script = 'kubectl create deployment web --image=nginx:1.27; sleep 5; kubectl get pods -o wide; echo $RANDOM';
    const first = await sh(['--seed', '5'], script);
    expect(await sh(['--seed', '5'], script)).toEqual(first);
    expect((await sh(['--seed', '6'], script)).output).not.toBe(first.output);
  });

  it('keeps a session', async () => {
    const session = join(folder, 'kept.kubarium');
    expect((await sh(['--session', session], 'kubectl create configmap kept')).code).toBe(0);
    expect(existsSync(session)).toBe(true);
  });
});

describe('what is wrong', () => {
  it.each([
    [['nofile.sh'], '', 'kubarium: nofile.sh: there is no such file or folder.'],
    [['--preset', 'nope'], 'true', 'kubarium: there is no preset "nope".'],
    [['--on', 'nix'], 'true', 'kubarium: there is no node "nix": the nodes are master231, worker232, worker233.'],
  ])('is told clearly: %j', async (words, input, message) => {
    expect(await sh(words, input)).toEqual({ code: 1, output: '', messages: message });
  });

  it('in a script is told as bash does', async () => {
    const { code, messages } = await sh([], 'echo (');
    expect(messages).toContain("syntax error near unexpected token `('");
    expect(code).toBe(2);
  });

  it('is a script that is no text', async () => {
    const { code, messages } = await sh([], Buffer.from([0, 1, 2]));
    expect(messages).toBe('kubarium: standard input: this is not a text file.');
    expect(code).toBe(1);
  });
});
