// A client that opens watches and reads nothing, while ten thousand objects change: the others notice nothing, and the server
// does not keep for it what it does not take.
import { type TLSSocket, connect } from 'node:tls';
import { type Target, send } from '../target.ts';

const READERS = 20;
const CHANGES = 10_000;
const AT_ONCE = 8;
const DATA = 'x'.repeat(2_000);
const MAPS = '/api/v1/namespaces/default/configmaps';
/** What the server may keep for each of them, and for the history of what changed, in bytes. */
const GROWTH_BYTES_MAX = 150e6;
const SLOWEST_MS = 5_000;

/** Answers what went wrong; prints what it took. `memoryNow` is that of the server, in bytes. */
export async function slowReader(target: Target, memoryNow: () => number): Promise<readonly string[]> {
  const readers = await Promise.all(Array.from({ length: READERS }, () => deafWatch(target)));
  // What any cluster takes that has seen so many changes is no fault of the readers.
  await change(target, 0, CHANGES / 2);
  const before = memoryNow();
  const slowestMs = await change(target, CHANGES / 2, CHANGES);
  const grown = memoryNow() - before;
  for (const reader of readers) reader.destroy();
  console.log(
    `${String(READERS)} readers that read nothing, ${String(CHANGES)} changes: memory grew by ` +
      `${String(Math.round(grown / 1e6))} MB in their second half, the slowest request took ${String(slowestMs)} ms`,
  );
  return [
    ...(grown > GROWTH_BYTES_MAX ? [`memory grew by ${String(grown)} bytes`] : []),
    ...(slowestMs > SLOWEST_MS ? [`a request took ${String(slowestMs)} ms`] : []),
  ];
}

/** Makes and changes objects; answers how long the slowest request took, in milliseconds. */
async function change(target: Target, from: number, to: number): Promise<number> {
  let next = from;
  let slowestMs = 0;
  const worker = async () => {
    while (next < to) {
      const name = `slow-${String(next++ % 500)}`;
      const begunMs = Date.now();
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { a: `${String(next)}${DATA}` } };
      const query = 'fieldManager=bars&force=true';
      await send(target, 'PATCH', `${MAPS}/${name}?${query}`, 'application/apply-patch+yaml', body);
      slowestMs = Math.max(slowestMs, Date.now() - begunMs);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return slowestMs;
}

/** Opens a watch and never reads. */
function deafWatch({ port, authority, token }: Target): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca: authority, servername: 'localhost' }, () => {
      socket.pause();
      const head = [
        `GET ${MAPS}?watch=1 HTTP/1.1`,
        `Host: 127.0.0.1:${String(port)}`,
        `Authorization: Bearer ${token}`,
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n`, () => {
        resolve(socket);
      });
    });
    socket.on('error', reject);
  });
}
