// A connection on which anything can be sent, as no library would.
import type { Buffer } from 'node:buffer';
import { connect } from 'node:tls';
import type { Target } from '../target.ts';

/** No answer after this long is a hang. */
const HANG_MS = 20_000;
/** How long is listened to what answers garbage. */
const AFTER_MS = 30;

export interface RawAnswer {
  /** Undefined when the connection ended without an answer. */
  readonly code: number | undefined;
  readonly body: string;
}

/**
 * Sends `bytes`, and `garbage` once the connection has become another one; answers what comes back. Without `garbage` it is
 * said that nothing more will come.
 */
export function exchange({ port, authority }: Target, bytes: Buffer, garbage?: Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect({ host: '127.0.0.1', port, ca: authority, servername: 'localhost' });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end after ${String(HANG_MS)} ms; heard ${JSON.stringify(heard.slice(0, 200))}`));
    }, HANG_MS);
    socket.on('secureConnect', () => (garbage ? socket.write(bytes) : socket.end(bytes)));
    socket.on('data', (data: Buffer) => {
      const isFirst = heard === '';
      heard += data.toString('latin1');
      if (!isFirst || codeOf(heard) !== 101) return;
      if (garbage) socket.write(garbage);
      setTimeout(() => socket.destroy(), AFTER_MS);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ code: codeOf(heard), body: bodyOf(heard) });
    });
  });
}

function codeOf(heard: string): number | undefined {
  const [, code] = /^HTTP\/1\.1 (\d{3})/.exec(heard) ?? [];
  return code === undefined ? undefined : Number(code);
}

const bodyOf = (heard: string): string => heard.slice(heard.indexOf('\r\n\r\n') + 4);
