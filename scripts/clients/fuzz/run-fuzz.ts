// `npm run clients -- --fuzz`: random and hostile requests against a cluster that is served, for some minutes.
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import type { ServedCluster } from '../served-cluster.ts';
import { attack } from './attacks.ts';
import { memoryOf } from '../memory-of.ts';
import { type Target, targetOf } from '../target.ts';
import { exchange } from './raw-connection.ts';

/** So many attack at once. */
const ATTACKERS = 6;
const MINUTE_MS = 60_000;

export interface FuzzOptions {
  readonly minutes: number;
  readonly seed: number;
}

/** Answers what went wrong; prints how many of what was answered. */
export async function runFuzz(cluster: ServedCluster, { minutes, seed }: FuzzOptions): Promise<readonly string[]> {
  const target = targetOf(cluster.kubeconfig);
  const counts = new Map<string, number>();
  console.log(`fuzz: seed ${String(seed)}, ${String(minutes)} minutes`);
  const attackers = Array.from({ length: ATTACKERS }, (_, index) => attackFor(target, minutes, seed + index, counts));
  const faults = (await Promise.all(attackers)).flat();
  const all = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(all.map(([what, count]) => `${what}: ${String(count)}`).join(', '));
  console.log(`memory of the server: ${String(Math.round(memoryOf(cluster.pid) / 1e6))} MB`);
  const alive = await exchange(target, readyz(target), Buffer.alloc(0)).catch(String);
  const isAlive = typeof alive !== 'string' && alive.code === 200 && cluster.isAlive;
  return isAlive ? faults : [...faults, `the server does not go on: ${JSON.stringify(alive)}`];
}

async function attackFor(
  target: Target,
  minutes: number,
  seed: number,
  counts: Map<string, number>,
): Promise<string[]> {
  const property = fc.asyncProperty(attack, async ({ run }) => {
    const answered = await run(target);
    counts.set(answered, (counts.get(answered) ?? 0) + 1);
  });
  const details = await fc.check(property, {
    ...{ seed, numRuns: Number.MAX_SAFE_INTEGER },
    ...{ interruptAfterTimeLimit: minutes * MINUTE_MS, endOnFailure: true },
  });
  if (!details.failed) return [];
  const [found] = details.counterexample ?? [];
  return [`seed ${String(seed)}: ${found?.name ?? ''}\n  ${String(details.errorInstance)}`];
}

function readyz({ port, token }: Target): Buffer {
  const lines = [`Host: 127.0.0.1:${String(port)}`, `Authorization: Bearer ${token}`, 'Connection: close'];
  return Buffer.from(`GET /readyz HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
}
