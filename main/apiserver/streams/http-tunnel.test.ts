import { expect, test } from 'vitest';
import type { PodRequest } from '../door.ts';
import { HttpTunnel } from './http-tunnel.ts';

function tunnel() {
  const asked: PodRequest[] = [];
  let sent = '';
  const through = new HttpTunnel(
    (request) => {
      asked.push(request);
      const body = `hello from ${request.path}`;
      return Promise.resolve({ status: 200, headers: { 'Content-Type': 'text/plain', Connection: 'close' }, body });
    },
    (bytes) => (sent += bytes.toString()),
  );
  return { asked, sent: () => sent, receive: (text: string) => through.receive(Buffer.from(text)) };
}

test('requests on one connection are answered one after the other, however they are cut', async () => {
  const { asked, sent, receive } = tunnel();
  await receive('POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12');
  await receive('345GET /b HT');
  await receive('TP/1.1\r\nHost: y\r\n\r\n');
  expect(asked).toEqual([
    { method: 'POST', path: '/a', host: 'x' },
    { method: 'GET', path: '/b', host: 'y' },
  ]);
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\n';
  expect(sent()).toBe(`${head}hello from /a${head}hello from /b`);
});

test.each([
  ['another protocol', 'PING\r\n\r\n', 'only HTTP is understood'],
  ['a head without end', 'x'.repeat(70_000), 'too large'],
])('%s is refused', async (_what, text, message) => {
  await expect(tunnel().receive(text)).rejects.toThrow(message);
});
