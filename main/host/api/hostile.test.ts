// Random and hostile requests: whatever comes, the answer is a Status or what was asked for, and the server goes on.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServedSession } from './testing/served-session.ts';

const RUNS = 300;

let served: ServedSession;
beforeAll(async () => {
  served = await ServedSession.start();
});
afterAll(() => served.close());

const part = fc.oneof(
  fc.constantFrom('api', 'apis', 'v1', 'apps', 'namespaces', 'default', 'pods', 'deployments', 'nodes', 'configmaps'),
  fc.constantFrom('status', 'scale', 'exec', 'log', 'eviction', 'binding', 'portforward', 'openapi', 'v3', 'version'),
  fc.constantFrom('%', '%00', '%2e%2e', '..', '', '%ff', '__proto__', 'constructor', '💥'),
  fc.string({ maxLength: 20 }),
);
const path = fc.array(part, { maxLength: 8 }).map((parts) => `/${parts.map(sendable).join('/')}`);
const query = fc.array(
  fc.tuple(
    fc.constantFrom('limit', 'continue', 'labelSelector', 'fieldSelector', 'dryRun', 'command', 'resourceVersion', 'x'),
    fc.string({ maxLength: 30 }),
  ),
  { maxLength: 4 },
);
const headers = fc.record(
  {
    Accept: fc.constantFrom('application/json', 'application/json;as=Table;v=v1;g=meta.k8s.io', '*/*', ';;;', 'a/b'),
    'Content-Type': fc.constantFrom(
      ...['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf', 'text/plain', ''],
      ...['application/json-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml'],
    ),
    'Impersonate-User': fc.constantFrom('jane', 'system:serviceaccount:a:b', '\t'),
    Upgrade: fc.constantFrom('websocket', 'SPDY/3.1', 'h2c', 'x'),
    Connection: fc.constantFrom('Upgrade', 'close'),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.from('k8s\0'), bytes])),
  fc.constantFrom('{"kind":"Pod","metadata":{"name":"x"},"spec":null}', '[1,2', 'a: &a [*a]', '{"__proto__":{"a":1}}'),
);

/** Node refuses to send what a path cannot hold; everything else goes as it is. */
const sendable = (text: string): string => text.replace(/[^\x21-\x7e]|[?#/\\]/gu, encodeURIComponent);

test('random requests are answered with a Status or what was asked for', { timeout: 120_000 }, async () => {
  const method = fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD');
  await fc.assert(
    fc.asyncProperty(method, path, query, headers, body, async (method, path, query, headers, body) => {
      const url = `${path}?${new URLSearchParams([...query, ['timeoutSeconds', '1']]).toString()}`;
      const answer = await served.ask(url, { method, headers, ...(method !== 'GET' && method !== 'HEAD' && { body }) });
      if (method === 'HEAD' || answer.code < 400) return;
      expect(answer.body).toMatchObject({ kind: 'Status', status: 'Failure', code: answer.code });
      expect(answer.body.message).not.toContain('is not a function');
      expect(answer.body.message).not.toContain('Cannot read properties');
    }),
    { numRuns: RUNS },
  );
  expect((await served.ask('/readyz')).text).toBe('ok');
});
