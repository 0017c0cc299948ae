// `kubarium import` and `kubarium export` as a person meets them.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';

const site = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {colour: blue}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: 'nginx:1.27'}]}
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubarium-transfer-'));
  writeFileSync(at('site.yaml'), site);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const at = (file: string) => join(folder, file);

function kubarium(words: readonly string[], input = '') {
  let output = '';
  const messages: string[] = [];
  const code = runProgram(words, {
    print: (text) => (output += text),
    say: (line) => messages.push(line),
    progress: undefined,
    readInput: () => Buffer.from(input),
  });
  return { code, output, messages: messages.join('\n') };
}

describe('import and export', () => {
  it('say what came in, and give the same back', () => {
    const session = at('site.kubarium');
    const imported = kubarium(['import', at('site.yaml'), '--session', session]);
    expect(imported).toMatchObject({ code: 0, messages: '' });
    expect(imported.output).toBe(`${session}: 3 nodes, of 1 file:\n  1 ConfigMap\n  1 Deployment\n`);
    const exported = kubarium(['export', '--session', session, '-n', 'default']);
    expect(exported.output.match(/^kind: .*$/gm)).toEqual(['kind: ConfigMap', 'kind: Deployment']);

    const again = at('again.kubarium');
    expect(kubarium(['import', '-', '--session', again], exported.output).code).toBe(0);
    expect(kubarium(['export', '--session', again, '--all']).output).toBe(exported.output);
  });

  it('write a file, or a folder of files', () => {
    const session = at('site.kubarium');
    kubarium(['import', at('site.yaml'), '--session', session]);
    mkdirSync(at('all'));
    const { messages } = kubarium(['export', '--session', session, '-o', at('all')]);
    expect(messages).toBe(`${at('all')}: 2 objects`);
    expect(readdirSync(at('all/default')).sort()).toEqual(['configmap-settings.yaml', 'deployment-web.yaml']);
    kubarium(['export', '--session', session, '--as', 'audit', '-o', at('audit.jsonl')]);
    const [first = ''] = readFileSync(at('audit.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(first)).toMatchObject({ apiVersion: 'audit.k8s.io/v1', kind: 'Event' });
    const events = kubarium(['export', '--session', session, '--as', 'events']).output;
    expect(JSON.parse(events)).toMatchObject({ apiVersion: 'v1', kind: 'EventList' });
  });

  it('of a moment before anything was there is nothing', () => {
    const session = at('site.kubarium');
    kubarium(['import', at('site.yaml'), '--session', session]);
    expect(kubarium(['export', '--session', session, '--at', '1s'])).toMatchObject({ code: 1, output: '' });
    expect(kubarium(['export', '--session', session, '--at', '9h']).messages).toContain('after the end');
  });

  it('touch no session that is there, and leave none of what is refused', () => {
    const session = at('site.kubarium');
    writeFileSync(session, 'mine');
    expect(kubarium(['import', at('site.yaml'), '--session', session]).code).toBe(1);
    expect(readFileSync(session, 'utf8')).toBe('mine');
    const bad = kubarium(
      ['import', '-', '--session', at('bad.kubarium')],
      'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n',
    );
    expect(bad.code).toBe(1);
    expect(bad.messages).toContain('standard input, object 1');
    expect(bad.messages).toContain('No session was made.');
    expect(existsSync(at('bad.kubarium'))).toBe(false);
  });

  it.each([
    ['import', 'site.yaml'],
    ['import', '--session', 'x.kubarium'],
    ['import', 'a', '--session', 'x', '--simulate', '--keep-status'],
    ['export'],
    ['export', '--session', 'x', '--as', 'pictures'],
    ['export', '--session', 'x', '-n', 'a', '--all'],
  ])('kubarium %s %s … is a usage error', (...words) => {
    expect(kubarium(words).code).toBe(2);
  });
});
