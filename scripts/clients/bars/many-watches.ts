// A thousand watches at once: each gets every event, and none is forgotten.
import type { ClientRequest } from 'node:http';
import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { type Target, optionsFor, send } from '../target.ts';

const WATCHES = 1_000;
const CHANGES = 20;
const PATIENCE_MS = 120_000;
const MAPS = '/api/v1/namespaces/default/configmaps';

/** Answers what went wrong; prints how fast it was. */
export async function manyWatches(target: Target): Promise<readonly string[]> {
  await send(target, 'POST', MAPS, 'application/json', { metadata: { name: 'watched' } });
  const seen = new Array<number>(WATCHES).fill(0);
  const asked = await Promise.all(seen.map((_, index) => watch(target, () => (seen[index] = (seen[index] ?? 0) + 1))));
  const begunMs = Date.now();
  for (let change = 1; change <= CHANGES; change++) {
    const body = { data: { change: String(change) } };
    await send(target, 'PATCH', `${MAPS}/watched`, 'application/merge-patch+json', body);
  }
  const isDone = () => seen.every((count) => count >= CHANGES);
  while (!isDone() && Date.now() - begunMs < PATIENCE_MS) await new Promise((resolve) => setTimeout(resolve, 20));
  const seconds = (Date.now() - begunMs) / 1000;
  for (const one of asked) one.destroy();
  console.log(
    `${String(WATCHES)} watches: ${String(WATCHES * CHANGES)} events in ${seconds.toFixed(1)} s, ` +
      `${String(Math.round((WATCHES * CHANGES) / seconds))} a second`,
  );
  const wrong = seen.filter((count) => count !== CHANGES).length;
  return wrong === 0 ? [] : [`${String(wrong)} of ${String(WATCHES)} watches did not get every event once`];
}

/** Opens a watch of one object from now on, that calls back at each of its changes. */
function watch(target: Target, onChange: () => void): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const query = 'watch=1&sendInitialEvents=false&fieldSelector=metadata.name%3Dwatched';
    const asked = request(optionsFor(target, `${MAPS}?${query}`), (response) => {
      const lines = createInterface(response).on('line', (line) => {
        if ((JSON.parse(line) as { readonly type: string }).type === 'MODIFIED') onChange();
      });
      lines.on('error', () => undefined); // cut off at the end
      resolve(asked);
    });
    asked.on('error', reject);
    asked.end();
  });
}
