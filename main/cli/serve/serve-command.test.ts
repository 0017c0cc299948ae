import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { SessionFile } from '../../store/session-file.ts';
import { serveCommand } from './serve-command.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kubarium-serve-test-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const map = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;

/** Serves until the ready line is there and `look` is done. */
async function serve(options: object, look: (line: string) => void = () => undefined) {
  const stop = new AbortController();
  const said: string[] = [];
  const outcome = await serveCommand(
    { preset: 'tutorial', seed: 1, port: 0, speed: 1, ...options },
    {
      print: (text) => {
        look(text);
        stop.abort();
      },
      say: (line) => said.push(line),
      progress: undefined,
      readInput: () => Buffer.from(map('piped')),
    },
    stop.signal,
  );
  return { outcome, said };
}

it('says where it is, writes a kubeconfig for its owner alone, and keeps the session', async () => {
  const [kubeconfig, session] = [join(folder, 'kc.yaml'), join(folder, 'kept.kubarium')];
  let line = '';
  const { outcome, said } = await serve({ kubeconfig, session, file: ['-'] }, (text) => (line = text));
  expect(outcome).toEqual({ ok: true, value: 0 });
  expect(said).toEqual([]);
  const [, url] = /^Ready: (https:\/\/127\.0\.0\.1:\d+) KUBECONFIG=(.*)\n$/.exec(line) ?? [];
  const config = parse(readFileSync(kubeconfig, 'utf8')) as { readonly clusters: readonly unknown[] };
  expect(config.clusters).toMatchObject([{ name: 'kubarium', cluster: { server: url } }]);
  expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
  const opened = SessionFile.open(session, { mode: 'read' });
  const inputs = opened.ok ? opened.value.session.inputsAfter(0).map(({ input }) => input) : [];
  expect(inputs).toMatchObject([{ type: 'power-on' }, { type: 'apply', documents: [{ metadata: { name: 'piped' } }] }]);
  if (opened.ok) opened.value.session.close();
});

it('leaves nothing behind where no file is named', async () => {
  let kubeconfig = '';
  await serve({}, (text) => (kubeconfig = text.trim().split('KUBECONFIG=')[1] ?? ''));
  expect(kubeconfig).not.toBe('');
  expect(existsSync(kubeconfig)).toBe(false);
});

it('does not touch a kubeconfig that it did not write', async () => {
  const kubeconfig = join(folder, 'config');
  writeFileSync(kubeconfig, 'apiVersion: v1\nkind: Config\n');
  const { outcome } = await serve({ kubeconfig });
  expect(outcome).toMatchObject({ ok: false, problem: { code: 'file-unwritable', where: kubeconfig } });
  expect(readFileSync(kubeconfig, 'utf8')).toBe('apiVersion: v1\nkind: Config\n');
});

it('adds the cluster to the kubeconfig of the person, and keeps what it was', async () => {
  const own = join(folder, 'own');
  const text = 'apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts: []\ncurrent-context: ""\n';
  writeFileSync(own, text);
  vi.stubEnv('KUBECONFIG', own);
  const { outcome, said } = await serve({ mergeKubeconfig: true });
  vi.unstubAllEnvs();
  expect(outcome).toEqual({ ok: true, value: 0 });
  expect(parse(readFileSync(own, 'utf8'))).toMatchObject({ contexts: [{ name: 'kubarium' }] });
  expect(readFileSync(`${own}.before-kubarium`, 'utf8')).toBe(text);
  expect(said).toEqual([`kubarium: added to ${own}; what it was is in ${own}.before-kubarium`]);
});

it('refuses manifests that the cluster refuses, and says which', async () => {
  const file = join(folder, 'bad.yaml');
  writeFileSync(file, map('No Name'));
  const { outcome } = await serve({ file: [file] });
  expect(outcome).toMatchObject({ ok: false, problem: { where: expect.stringContaining('bad.yaml') as string } });
});
