// Commands in containers, over WebSockets and through real sockets.
import { WebSocket } from 'ws';
import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServedSession } from './testing/served-session.ts';

const PODS = '/api/v1/namespaces/default/pods';

let served: ServedSession;
beforeAll(async () => {
  served = await ServedSession.start();
  const spec = { containers: [{ name: 'web', image: 'nginx:1.25.1-alpine' }] };
  await served.ask(PODS, { method: 'POST', body: { metadata: { name: 'web' }, spec } });
  for (let phase = ''; phase !== 'Running';) {
    const { body } = await served.ask(`${PODS}/web`);
    ({ phase } = body['status'] as { readonly phase: string });
  }
});
afterAll(() => served.close());

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** The Status of the error channel. */
  readonly status: unknown;
}

/** Runs a command as newer clients do; `stdin` is sent and closed. */
function exec(command: readonly string[], stdin?: string): Promise<Ended> {
  const query = new URLSearchParams([
    ...command.map((word): [string, string] => ['command', word]),
    ['stdout', 'true'],
    ['stderr', 'true'],
    ...(stdin === undefined ? [] : [['stdin', 'true'] as [string, string]]),
  ]);
  const { ca, headers } = served.options('');
  const url = `wss://127.0.0.1:${String(served.port)}${PODS}/web/exec?${query.toString()}`;
  const socket = new WebSocket(url, 'v5.channel.k8s.io', { ca, headers: headers as Record<string, string> });
  const heard = ['', '', '', ''];
  socket.on('message', (data: Buffer) => {
    const channel = data[0] ?? 0;
    heard[channel] = `${heard[channel] ?? ''}${data.subarray(1).toString()}`;
  });
  socket.on('open', () => {
    if (stdin === undefined) return;
    socket.send(Buffer.concat([Buffer.from([0]), Buffer.from(stdin)]));
    socket.send(Buffer.from([255, 0]));
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => {
      const [, stdout = '', stderr = '', status = ''] = heard;
      resolve({ stdout, stderr, status: JSON.parse(status) });
    });
  });
}

describe('a command', () => {
  it('writes to its two channels and tells its exit code', async () => {
    const ended = await exec(['sh', '-c', 'echo out; echo err >&2; exit 3']);
    expect(ended).toMatchObject({ stdout: 'out\n', stderr: 'err\n' });
    expect(ended.status).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    });
  });

  it('reads until its input ends', async () => {
    expect(await exec(['cat'], 'all of it\n')).toMatchObject({ stdout: 'all of it\n', status: { status: 'Success' } });
  });

  it('that is not there is told over the stream', async () => {
    const { status } = await exec(['nosuch']);
    expect(status).toMatchObject({
      status: 'Failure',
      code: 500,
      message: expect.stringContaining('nosuch') as string,
    });
  });

  it('is refused before the connection changes where there is no such Pod', async () => {
    const { ca, headers } = served.options('');
    const url = `wss://127.0.0.1:${String(served.port)}${PODS}/nosuch/exec?command=ls`;
    const socket = new WebSocket(url, 'v5.channel.k8s.io', { ca, headers: headers as Record<string, string> });
    const code = await new Promise((resolve) => {
      socket.on('error', () => undefined);
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode);
      });
    });
    expect(code).toBe(404);
  });
});

it('a log is read, and followed until its container ends', async () => {
  const whole = await served.ask(`${PODS}/web/log`);
  expect(whole.text).toContain('start worker process');
  const last = await served.ask(`${PODS}/web/log?tailLines=1`);
  expect(whole.text.endsWith(last.text)).toBe(true);
  const following = served.ask(`${PODS}/web/log?follow=true&tailLines=0`);
  await served.ask(`${PODS}/web?gracePeriodSeconds=1`, { method: 'DELETE' });
  expect((await following).code).toBe(200);
});

it('what was driven from outside stands in the journal with its caller', async () => {
  await served.ask('/api/v1/namespaces', {
    method: 'POST',
    headers: { 'User-Agent': 'kubectl/v1.35.2 (linux/amd64)' },
    body: { metadata: { name: 'driven' } },
  });
  const inputs = served.host.live.file.inputsAfter(0).filter(({ actor }) => actor === 'kubectl');
  expect(inputs).toMatchObject([{ input: { type: 'request', request: { verb: 'create', resource: 'namespaces' } } }]);
});
