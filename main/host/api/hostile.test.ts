// Random and hostile requests: whatever comes, the answer is a Status or what was asked for, and the server goes on.
// `npm run clients -- --fuzz` does the same for longer, and with connections that are none.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileRequest } from './testing/hostile-requests.ts';
import { ServedSession } from './testing/served-session.ts';

const RUNS = 300;
/** Headers with which a connection may become another one; here it stays HTTP. */
const SWITCHING = /^(upgrade|sec-websocket-.*)$/i;

let served: ServedSession;
beforeAll(async () => {
  served = await ServedSession.start();
});
afterAll(() => served.close());

test('random requests are answered with a Status or what was asked for', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(hostileRequest, async ({ method, target, headers: all, body }) => {
      const headers = Object.fromEntries(Object.entries(all).filter(([name]) => !SWITCHING.test(name)));
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const answer = await served.ask(target, { method, headers, ...(hasBody && { body }) });
      if (method === 'HEAD' || answer.code < 400 || target.includes('/proxy')) return;
      expect(answer.body).toMatchObject({ kind: 'Status', status: 'Failure', code: answer.code });
      expect(answer.body.message).not.toContain('is not a function');
      expect(answer.body.message).not.toContain('Cannot read properties');
    }),
    { numRuns: RUNS },
  );
  expect((await served.ask('/readyz')).text).toBe('ok');
});
