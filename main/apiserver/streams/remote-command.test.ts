import { Buffer } from 'node:buffer';
import { expect, it, vi } from 'vitest';
import { admin } from '../../engine/api/authorization/user.ts';
import type { Pod } from '../../engine/api/generated/types.ts';
import type { RunningCommand } from '../door.ts';
import type { ChannelListener, EndStatus } from './channels.ts';
import { startCommand } from './remote-command.ts';

/** A client of `cat`, whose command takes what it is fed as `feed` does. */
async function attached(feed: RunningCommand['feed'], query = 'stdin=true') {
  const leave = vi.fn();
  const command: RunningCommand = { follow: () => leave, feed, interrupt: () => Promise.reject(new Error('gone')) };
  const pod: Pod = { metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }] } };
  const exchange = {
    query: new URLSearchParams(`command=cat&container=web&${query}`),
    client: { request: () => Promise.resolve({ ok: true, object: pod } as const) },
    door: { startCommand: () => Promise.resolve({ ok: true, command } as const) },
    speaker: { caller: 'kubectl', user: admin },
  };
  const path = { group: '', version: 'v1', namespace: 'default', resource: 'pods', name: 'web', rest: [] };
  const connect = await startCommand(exchange, path);
  const ends: EndStatus[] = [];
  let listener: ChannelListener | undefined;
  connect({
    send: () => undefined,
    listen: (given) => (listener = given),
    end: (status) => ends.push(status),
  });
  return { ends, leave, type: (bytes: Buffer) => listener?.onStdin(bytes), endInput: () => listener?.onStdinEnd() };
}

it.each(['stdin=true', 'stdin=true&tty=true'])('a character may come in two messages: %s', async (query) => {
  const fed: (string | undefined)[] = [];
  const { type, endInput } = await attached((text) => Promise.resolve(void fed.push(text)), query);
  const bytes = Buffer.from('aé\n');
  type(bytes.subarray(0, 2));
  type(bytes.subarray(2));
  endInput();
  expect(fed.slice(0, -1).join('')).toBe('aé\n');
  expect(fed.at(-1)).toBeUndefined();
});

it('what cannot be fed ends the command, once', async () => {
  const { ends, leave, type } = await attached(() => Promise.reject(new Error('gone')));
  type(Buffer.from('a'));
  type(Buffer.from('b'));
  await vi.waitFor(() => {
    expect(leave).toHaveBeenCalled();
  });
  expect(ends).toMatchObject([{ code: 500, message: 'Internal error occurred: gone' }]);
});

it('an interrupt that fails ends the command', async () => {
  const { ends, type } = await attached(() => Promise.resolve(), 'stdin=true&tty=true');
  type(Buffer.from('\x03'));
  await vi.waitFor(() => {
    expect(ends).toMatchObject([{ code: 500 }]);
  });
});
