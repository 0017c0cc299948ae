// Node ports on this machine, over real sockets.
import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NodePorts } from '../../apiserver/node-ports/node-ports.ts';
import { ServedSession } from './testing/served-session.ts';

const SERVICES = '/api/v1/namespaces/default/services';
const PODS = '/api/v1/namespaces/default/pods';
const labels = { app: 'web' };

let served: ServedSession;
let ports: NodePorts;
beforeAll(async () => {
  served = await ServedSession.start();
  ports = new NodePorts(served.door, {
    onBusy: (port, why) => {
      throw new Error(`${String(port)}: ${why}`);
    },
  });
});
afterAll(async () => {
  ports.close();
  await served.close();
});

/** What comes back of `GET /` at a port of this machine; the code of the error when nothing does. */
function get(port: number): Promise<string> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/', agent: false }, (response) => {
      let text = String(response.statusCode);
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve(text);
      });
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    asked.end();
  });
}

async function nodePort(): Promise<number> {
  const spec = { type: 'NodePort', selector: labels, ports: [{ port: 80 }] };
  const { body } = await served.ask(SERVICES, { method: 'POST', body: { metadata: { name: 'web' }, spec } });
  return (body['spec'] as { readonly ports: readonly [{ readonly nodePort: number }] }).ports[0].nodePort;
}

it('a node port resets connections until somebody answers behind it, and goes with its Service', async () => {
  const port = await nodePort();
  expect(ports.open).toContain(port);
  expect(await get(port)).toBe('ECONNRESET');
  const spec = { containers: [{ name: 'web', image: 'nginx:1.25.1-alpine' }] };
  await served.ask(PODS, { method: 'POST', body: { metadata: { name: 'web', labels }, spec } });
  let answer = '';
  while (!answer.startsWith('200')) answer = await get(port);
  expect(answer).toContain('nginx');
  await served.ask(`${SERVICES}/web`, { method: 'DELETE' });
  expect(await get(port)).toBe('ECONNREFUSED');
  expect(ports.open).not.toContain(port);
});

it('requests through a node port are on record, with who asked', () => {
  const inputs = served.host.live.file.inputsAfter(0).map(({ actor, input }) => `${actor} ${input.type}`);
  expect(inputs).toContain('node-port send-request');
});
