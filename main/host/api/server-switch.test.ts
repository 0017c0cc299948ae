import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type TestHost, freshFolder, openHost } from '../testing/open-host.ts';
import { ServerSwitch } from './server-switch.ts';

let test: TestHost;
let server: ServerSwitch;
beforeEach(() => {
  test = openHost();
  server = new ServerSwitch(test.host);
});
afterEach(async () => {
  await server.stop();
  test.host.close();
});

interface Config {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** Asks as the kubeconfig at `path` says; answers the code. */
function ask(path: string, what: string, body?: object): Promise<{ code: number; text: string }> {
  const { clusters, users } = parse(readFileSync(path, 'utf8')) as Config;
  const ca = Buffer.from(clusters[0].cluster['certificate-authority-data'], 'base64');
  const headers = { Authorization: `Bearer ${users[0].user.token}`, 'Content-Type': 'application/json' };
  const method = body ? 'POST' : 'GET';
  return new Promise((resolve, reject) => {
    const url = clusters[0].cluster.server + what;
    const asked = request(url, { ca, servername: 'localhost', agent: false, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ code: response.statusCode ?? 0, text });
      });
    });
    asked.on('error', reject);
    asked.end(body && JSON.stringify(body));
  });
}

async function switchedOn(): Promise<string> {
  const started = await server.start();
  expect(started).toMatchObject({
    ok: true,
    value: { url: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/) as string },
  });
  const written = await server.writeKubeconfig();
  if (!written.ok || written.value.kubeconfig === undefined) throw new Error('no kubeconfig');
  return written.value.kubeconfig;
}

it('is off at first, and then has nothing to write', async () => {
  expect(await server.view()).toEqual({ url: undefined, kubeconfig: undefined });
  expect(await server.writeKubeconfig()).toMatchObject({ ok: false, problem: { code: 'nothing-there' } });
  expect(await server.mergeKubeconfig()).toMatchObject({ ok: false });
});

it('serves whoever has its kubeconfig, until it is switched off', async () => {
  const kubeconfig = await switchedOn();
  const before = await server.view();
  expect(await server.start()).toEqual({ ok: true, value: before });
  expect((await ask(kubeconfig, '/api/v1/nodes')).code).toBe(200);
  const kept = join(freshFolder(), 'kept');
  writeFileSync(kept, readFileSync(kubeconfig));
  expect(await server.stop()).toEqual({ url: undefined, kubeconfig: undefined });
  expect(existsSync(kubeconfig)).toBe(false);
  await expect(ask(kept, '/api/v1/nodes')).rejects.toThrow(/ECONNREFUSED/);
});

it('serves the present while the past is shown, and refuses to change it', async () => {
  const kubeconfig = await switchedOn();
  test.host.seek(1_000_000);
  expect((await ask(kubeconfig, '/api/v1/nodes')).text).toContain('worker233');
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' } };
  const refused = await ask(kubeconfig, '/api/v1/namespaces/default/configmaps', map);
  expect(refused.code).toBe(503);
  expect(refused.text).toContain('the past cannot be changed. Return to live first.');
});
