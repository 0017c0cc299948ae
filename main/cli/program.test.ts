// The command line as a person meets it, in this process: words in; output, messages and an exit code out.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KubeObject } from '../../preload/contract/objects.ts';
import { SessionFile } from '../store/session-file.ts';
import { runProgram } from './program.ts';

const site = `apiVersion: v1
kind: ReplicationController
metadata:
  name: site
spec:
  replicas: 2
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - {name: web, image: 'nginx:1.27'}
`;
const service = `apiVersion: v1
kind: Service
metadata: {name: site}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 8888, targetPort: 80}]
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubarium-cli-'));
  writeFileSync(at('site.yaml'), site);
});
afterEach(() => rmSync(folder, { recursive: true }));

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

interface State {
  readonly objects: readonly KubeObject[];
  readonly events: readonly KubeObject[];
}
const stateIn = (output: string) => JSON.parse(output) as State;

describe('run', () => {
  test('prints tables of what became of a manifest', () => {
    const { code, output, messages } = kubarium(['run', '-f', at('site.yaml'), '--for', '30s']);
    expect(messages).toBe('');
    expect(code).toBe(0);
    expect(output).toMatch(/^worker232 +Ready /m);
    expect(output.match(/^default +site-\w{5} +1\/1 +Running /gm)).toHaveLength(2);
    expect(output).toMatch(/^default +replicationcontroller\/site +2 +2 +2 /m);
    expect(output).toMatch(/Normal +Started +pod\/site-/);
  });

  test('takes files, folders and standard input, and prints JSON', () => {
    mkdirSync(at('more'));
    writeFileSync(at('more/service.yaml'), service);
    writeFileSync(at('more/notes.txt'), 'not a manifest');
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: from-input}\n';
    const words = ['run', '-f', at('site.yaml'), at('more'), '-f', '-', '--for', '10s', '-o', 'json'];
    const { objects, events } = stateIn(kubarium(words, map).output);
    const names = objects.map(({ kind, metadata }) => `${kind ?? ''}/${metadata?.name ?? ''}`);
    expect(names).toEqual(
      expect.arrayContaining(['ReplicationController/site', 'Service/site', 'ConfigMap/from-input']),
    );
    expect(events.every(({ kind }) => kind === 'Event')).toBe(true);
    expect(names).not.toContain('Event/');
  });

  test('gives the same history for the same seed, and another for another', () => {
    const run = (seed: string) =>
      kubarium(['run', '-f', at('site.yaml'), '--for', '20s', '-o', 'json', '--seed', seed]).output;
    expect(run('5')).toBe(run('5'));
    expect(run('6')).not.toBe(run('5'));
  });

  test('writes records as JSON lines, and a session that replays to the same state', () => {
    const words = ['run', '-f', at('site.yaml'), '--for', '20s', '-o', 'json'];
    const plain = kubarium(words);
    const kept = kubarium([...words, '--records', at('r.jsonl'), '--session', at('s.kubarium')]);
    expect(kept).toEqual(plain);

    const lines = readFileSync(at('r.jsonl'), 'utf8').trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(Object.keys(records[0] ?? {}).slice(0, 5)).toEqual(['seq', 't', 'actor', 'type', 'cause']);
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
    const session = SessionFile.open(at('s.kubarium'), { mode: 'read' });
    expect(session.ok && session.value.session.head.seq).toBe(records.length);

    expect(kubarium(['replay', at('s.kubarium'), '-o', 'json'])).toEqual(plain);
    const early = stateIn(kubarium(['replay', at('s.kubarium'), '-o', 'json', '--at', '3s']).output);
    expect(early.objects.some(({ kind }) => kind === 'ReplicationController')).toBe(false);
  });
});

describe('bad input', () => {
  const refused = (words: readonly string[], message: string | RegExp, code = 1) => {
    const result = kubarium(words);
    expect(result.messages).toMatch(message);
    expect(result).toMatchObject({ code, output: '' });
    if (code === 1) expect(result.messages.split('\n')).toHaveLength(1);
  };
  const manifest = (text: string | Buffer) => {
    writeFileSync(at('bad.yaml'), text);
    return ['run', '-f', at('site.yaml'), at('bad.yaml'), '--session', at('s.kubarium')];
  };

  test('in a manifest is told with its place, and nothing is left behind', () => {
    refused(manifest('a: [1, 2'), /bad\.yaml, line 1, column \d+: this is not valid YAML/);
    refused(manifest('apiVersion: v1\napiVersion: v1\n'), /bad\.yaml, line 2, column 1: a key stands twice/);
    refused(manifest('just text'), /bad\.yaml, document 1: this document is not an object/);
    refused(manifest(''), /bad\.yaml: there is no object/);
    refused(
      manifest(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff])),
      /bad\.yaml, line 1: this is not a text file/,
    );
    refused(manifest(`#${'x'.repeat(50 * 1024 * 1024)}`), /bad\.yaml: the manifest is too large: 50 MB/);
    refused(manifest(Buffer.alloc(65 * 1024 * 1024)), /bad\.yaml: the manifest is too large: 65 MB/);
    expect(readdirSync(folder)).toEqual(['bad.yaml', 'site.yaml']);
  });

  test('that the API refuses is told in its words, and nothing is left behind', () => {
    refused(manifest(site.replace('ReplicationController', 'Foo')), /bad\.yaml, document 1.*no matches for kind "Foo"/);
    refused(
      manifest(service.replace('type: NodePort', 'typ: NodePort')),
      /bad\.yaml, document 1.*unknown field "spec.typ"/,
    );
    refused(manifest(service.replace('8888', '"x"')), /bad\.yaml, document 1/);
    expect(readdirSync(folder)).toEqual(['bad.yaml', 'site.yaml']);
  });

  test('in file names', () => {
    refused(['run', '-f', at('no.yaml')], /no\.yaml: there is no such file/);
    mkdirSync(at('empty'));
    refused(['run', '-f', at('empty')], /empty: there is no manifest in this folder/);
    refused(['run', '-f', at('site.yaml'), '--records', at('no/r.jsonl')], /r\.jsonl: there is no such file or folder/);
    refused(['run', '-f', at('site.yaml'), '--session', at('no/s.kubarium')], /s\.kubarium cannot be written/);
    refused(['run', '-f', at('site.yaml'), '--preset', 'nosuch'], /there is no preset "nosuch"/);
  });

  test('in session files', () => {
    refused(['replay', at('no.kubarium')], /There is no file no\.kubarium/);
    writeFileSync(at('empty.kubarium'), '');
    refused(['replay', at('empty.kubarium')], /empty\.kubarium is empty/);
    refused(['replay', at('site.yaml')], /site\.yaml is not a session file/);
    refused(
      ['run', '-f', at('site.yaml'), '--session', at('empty.kubarium')],
      /There is a file empty\.kubarium already/,
    );
  });

  test('in the words themselves is a matter of usage', () => {
    refused([], /Usage: kubarium/, 2);
    refused(['dance'], /unknown command 'dance'/, 2);
    refused(['run'], /required option '-f, --file <path...>' not specified/, 2);
    refused(['run', '-f', 'x', '--for', 'long'], /Write a duration such as 45s/, 2);
    refused(['run', '-f', 'x', '--seed', '-1'], /whole number/, 2);
    refused(['run', '-f', 'x', '-o', 'yaml'], /Allowed choices are tables, json/, 2);
    refused(['replay'], /missing required argument 'file'/, 2);
  });
});

test('a moment after the end of a session, and a damaged session', () => {
  kubarium(['run', '-f', at('site.yaml'), '--for', '5s', '--session', at('s.kubarium')]);
  expect(kubarium(['replay', at('s.kubarium'), '--at', '1h'])).toMatchObject({
    code: 1,
    output: '',
    messages: expect.stringMatching(/1h is after the end of this session\. It ends at \d+s\.$/) as string,
  });
  const whole = readFileSync(at('s.kubarium'));
  writeFileSync(at('s.kubarium'), whole.subarray(0, whole.length - 4096));
  const { code, messages } = kubarium(['replay', at('s.kubarium')]);
  expect(code).toBe(1);
  expect(messages).toMatch(/was damaged: its history is whole up to|is damaged/);
});

test('help and version', () => {
  expect(kubarium(['--help']).output).toMatch(/run .*replay .*Examples:/s);
  expect(kubarium(['run', '--help']).output).toMatch(/--seed <number>.*Examples:/s);
  expect(kubarium(['help', 'replay']).output).toMatch(/--at <duration>.*Examples:/s);
  for (const word of ['version', '--version', '-v']) {
    expect(kubarium([word])).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^kubarium \d+\.\d+\.\d+, /) as string,
    });
  }
});
