// "Without a display `npm start` plays the first scenario to its end on a virtual one, writes screenshots, the session file
// and a short report, prints their paths and exits 0."
import { existsSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { cacheFolder } from '../../scripts/lib/places.mjs';
import { npm } from '../../scripts/lib/run.mjs';
import { expect, test } from '../harness/app.ts';
import { readJournal } from '../harness/journal.ts';

const patienceMs = 150_000;
const pngSignature = '89504e470d0a1a0a';
/** An empty picture of this size compresses to much less. */
const pictureBytesMin = 20_000;

test('npm start without a display leaves pictures, the session and a report, and says where', async ({ userData }) => {
  test.skip(process.platform !== 'linux', 'only Linux can be without a display');
  test.setTimeout(2 * patienceMs);
  // What was downloaded and built for everybody stays; all else of the person's is elsewhere, and must stay empty of us.
  const env = { ...withoutDisplay(), HOME: userData, KUBARIUM_CACHE: cacheFolder() };
  const { code, stdout, output } = await npm(['start'], { env, timeoutMs: patienceMs });
  expect(code, output).toBe(0);
  const paths = stdout.split('\n').filter((line) => existsSync(line));
  try {
    expect(paths.map((path) => basename(path)).sort()).toEqual([
      'at-rest.png',
      'during-the-kill.png',
      'replaced.png',
      'report.md',
      'scrubbed-back.png',
      'session.kubarium',
    ]);
    for (const path of paths.filter((one) => one.endsWith('.png'))) expectPicture(path, await readFile(path));
    const answered = expectReport(await readFile(pathOf(paths, 'report.md'), 'utf8'));
    const journal = readJournal(pathOf(paths, 'session.kubarium'));
    const answers = journal.filter((record) => record.type === 'request-finished' && record.outcome === 'answered');
    expect(answers, 'as many answers as the report tells of').toHaveLength(answered);
    const ours = (await readdir(userData, { recursive: true })).filter((path) => /kubarium/i.test(path));
    expect(ours, 'settings and sessions of the person').toEqual([]);
  } finally {
    const [first] = paths;
    if (first !== undefined) await rm(dirname(first), { recursive: true, force: true });
  }
});

function withoutDisplay(): NodeJS.ProcessEnv {
  const own = /^(DISPLAY|WAYLAND_DISPLAY|XDG_.*|KUBARIUM_.*|npm_.*)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

function pathOf(paths: readonly string[], name: string): string {
  return paths.find((path) => basename(path) === name) ?? name;
}

function expectPicture(path: string, content: Buffer): void {
  expect(content.toString('hex', 0, 8), path).toBe(pngSignature);
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)];
  expect(width, `width of ${path}`).toBeGreaterThanOrEqual(1024);
  expect(height, `height of ${path}`).toBeGreaterThanOrEqual(640);
  expect(content.length, `bytes of ${path}`).toBeGreaterThan(pictureBytesMin);
}

/**
 * It tells of one node port in the range, answered on three nodes, by the seven and the successor of the killed one.
 * Answers how many requests were.
 */
function expectReport(report: string): number {
  expect(report).toContain('All is as it should be.');
  expect(report).toContain('| sent to it after that | 0 |');
  const answered = [...report.matchAll(/^- (\S+): (\d+)$/gm)].map(([, who = '', count]) => ({
    who,
    count: Number(count),
  }));
  for (const { who, count } of answered) expect(count, who).toBeGreaterThan(0);
  const byAddress = answered.filter(({ who }) => /^[\d.]+:\d+$/.test(who));
  expect(byAddress, 'addresses that answered').toHaveLength(3);
  expect(answered.length - byAddress.length, 'Pods that answered').toBe(8);
  const [nodePort, ...otherPorts] = new Set(byAddress.map(({ who }) => Number(who.split(':')[1])));
  expect(otherPorts).toEqual([]);
  expect(nodePort).toBeGreaterThanOrEqual(30_000);
  expect(nodePort).toBeLessThanOrEqual(32_767);
  return byAddress.reduce((sum, { count }) => sum + count, 0);
}
