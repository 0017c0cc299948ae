// A client in a process of its own: asks for the same again and again over kept connections, and says how often it was
// answered. Started with the options of `https.request` and how many milliseconds to go on, as JSON.
import { Agent, request } from 'node:https';

const CONNECTIONS = 16;
/** @type {{ options: import('node:https').RequestOptions, forMs: number }} */
const { options, forMs } = JSON.parse(process.argv[2] ?? '{}');
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const end = performance.now() + forMs;
let answered = 0;

function ask() {
  if (performance.now() > end) return Promise.resolve();
  return new Promise((resolve, reject) => {
    request({ ...options, agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) answered++;
        resolve(undefined);
      });
    })
      .on('error', reject)
      .end();
  }).then(ask);
}

await Promise.all(Array.from({ length: CONNECTIONS }, ask));
console.log(answered);
agent.destroy();
