// What the tutorial shows of probes, to the second: a page that is not there keeps a Pod out of its Service, or has its
// container killed again and again, until somebody writes the page.
import { beforeEach, describe, expect, it } from 'vitest';
import type { EndpointSlice, Event } from '../../api/generated/types.ts';
import type { Cluster } from '../../cluster.ts';
import type { JournalRecord } from '../../kernel/journal.ts';
import { MILLISECOND, type Micros, SECOND, after } from '../../kernel/time.ts';
import { apply, runningCluster } from '../../testing/clusters.ts';

type Recorded<T extends JournalRecord['type']> = Extract<JournalRecord, { readonly type: T }>;

const PAGES = '/usr/share/nginx/html';
const IMAGE = 'harbor.koten.com/koten-web/nginx:1.25.1-alpine';

const probe = (page: string, delay: number, period: number): string =>
  `{httpGet: {port: 80, path: /${page}}, initialDelaySeconds: ${String(delay)}, periodSeconds: ${String(period)}, failureThreshold: 3, successThreshold: 1, timeoutSeconds: 1}`;

const site = (probes: Readonly<Record<string, string>>): string => `
apiVersion: v1
kind: Pod
metadata: {name: site, labels: {part: site}}
spec:
  containers:
  - name: web
    image: ${IMAGE}
${Object.entries(probes)
  .map(([name, text]) => `    ${name}: ${text}`)
  .join('\n')}
---
apiVersion: v1
kind: Service
metadata: {name: site}
spec:
  selector: {part: site}
  ports: [{port: 8888, targetPort: 80}]
`;

const neverReady = site({
  livenessProbe: probe('index.html', 0, 10),
  readinessProbe: probe('ready.html', 20, 1),
});
const startsLate = site({
  livenessProbe: probe('alive.html', 10, 10),
  readinessProbe: probe('ready.html', 20, 1),
  startupProbe: probe('start.html', 40, 1),
});

class Story {
  readonly records: JournalRecord[] = [];
  readonly createdUs: Micros;
  readonly #cluster: Cluster;

  constructor(manifest: string) {
    this.#cluster = runningCluster();
    this.#cluster.takeRecords();
    this.createdUs = this.#cluster.now;
    apply(this.#cluster, manifest);
  }

  runTo(seconds: number): void {
    this.#cluster.runUntil(after(this.createdUs, seconds * SECOND));
    this.records.push(...this.#cluster.takeRecords());
  }

  write(page: string): void {
    this.exec(['sh', '-c', `echo 111 > ${PAGES}/${page}`]);
  }

  /** Runs a command in the container; `open` keeps its standard input open, as a terminal does. */
  exec(argv: readonly string[], open = false): void {
    const exec = { namespace: 'default', pod: 'site', container: 'web', argv, stdinOpen: open };
    const result = this.#cluster.submit({ type: 'exec', exec });
    if (!result.ok) throw new Error(JSON.stringify(result));
  }

  /** All of a type about the Pod, in the order of time. */
  of<T extends JournalRecord['type']>(type: T): readonly Recorded<T>[] {
    return this.records.filter(
      (record): record is Recorded<T> => record.type === type && 'pod' in record && record.pod === 'site',
    );
  }

  failures(kind: string): readonly number[] {
    const failed = this.of('probe-answered').filter((answer) => answer.probe === kind && !answer.success);
    return failed.map((answer) => this.at(answer));
  }

  /** Seconds since the Pod was created. */
  at({ t }: { readonly t: number }): number {
    return (t - this.createdUs) / SECOND;
  }

  /** When the Service had the Pod among its ready endpoints, and when no longer: each change once. */
  endpoints(): readonly { readonly t: number; readonly ready: boolean }[] {
    const told = this.records.flatMap((record) => {
      if (record.type !== 'object-created' && record.type !== 'object-updated') return [];
      if (record.resource !== 'endpointslices' || !record.name.startsWith('site-')) return [];
      // The record's name of the resource says what the object is.
      const { endpoints } = record.object as EndpointSlice;
      return [{ t: record.t, ready: (endpoints ?? []).some(({ conditions }) => conditions?.ready === true) }];
    });
    return told.filter(({ ready }, at) => ready !== (told[at - 1]?.ready ?? false));
  }

  events(reason: string): readonly string[] {
    return this.records.flatMap((record) => {
      if (record.type !== 'object-created' || record.resource !== 'events') return [];
      const event = record.object as Event;
      return event.involvedObject.name === 'site' && event.reason === reason ? [event.message ?? ''] : [];
    });
  }
}

describe('a Pod whose readiness probe asks for a page that is not there', () => {
  let story: Story;
  beforeEach(() => {
    story = new Story(neverReady);
  });

  it('fails about 21 s after it was created, every second from then on, and is never among the endpoints', () => {
    story.runTo(60);
    const [first = 0, second = 0] = story.failures('readiness');
    expect(first).toBeGreaterThan(20);
    expect(first).toBeLessThan(22.5);
    expect(second - first).toBeCloseTo(1, 3);
    expect(story.failures('readiness').length).toBeGreaterThanOrEqual(37);
    expect(story.endpoints()).toEqual([]);
    expect(story.events('Unhealthy')).toEqual(['Readiness probe failed: HTTP probe failed with statuscode: 404']);
    expect(story.of('container-exited')).toEqual([]);
  });

  it('is ready within a second of the page being written, and then among the endpoints', () => {
    story.runTo(30.3);
    story.write('ready.html');
    story.runTo(35);
    const passed = story.of('probe-answered').find((answer) => answer.probe === 'readiness' && answer.success);
    expect(story.at(passed ?? { t: 0 }) - 30.3).toBeGreaterThan(0);
    expect(story.at(passed ?? { t: 0 }) - 30.3).toBeLessThan(1);
    const [joined] = story.endpoints();
    expect(joined?.ready).toBe(true);
    expect((joined?.t ?? 0) - (passed?.t ?? 0)).toBeLessThan(500 * MILLISECOND);
    expect(story.failures('readiness').every((at) => at < 30.3)).toBe(true);
  });
});

describe('a Pod whose startup probe asks for a page that is not there', () => {
  let story: Story;
  beforeEach(() => {
    story = new Story(startsLate);
  });

  it('fails at about 41 s, and its container is killed at about 43 s, again and again', () => {
    story.runTo(250);
    const started = story.of('container-started').map((start) => story.at(start));
    const exits = story.of('container-exited');
    expect(exits.length).toBeGreaterThanOrEqual(3);
    const [first = 0] = story.failures('startup');
    expect(first).toBeGreaterThan(40);
    expect(first).toBeLessThan(42.5);
    const [stop = { t: 0 }] = story.of('signal-sent');
    expect(story.at(stop)).toBeGreaterThan(42);
    expect(story.at(stop)).toBeLessThan(44.5);
    // Every container has its three failures, one a second, from 40 s after its start on.
    for (const [index, exit] of exits.entries()) {
      const start = started[index] ?? 0;
      const own = story.failures('startup').filter((at) => at > start && at < story.at(exit));
      expect(own).toHaveLength(3);
      // The kubelet reads of a start no more than its whole second.
      expect((own[0] ?? 0) - start).toBeGreaterThan(39);
      expect((own[0] ?? 0) - start).toBeLessThan(42);
    }
    // Nothing else is asked before a container has started up.
    expect(story.failures('readiness')).toEqual([]);
    expect(story.failures('liveness')).toEqual([]);
    expect(story.events('Killing')[0]).toBe('Container web failed startup probe, will be restarted');
  });

  it('ends with 137 whoever is at a shell in the container then, each time', () => {
    for (const seconds of [5, 60, 110]) {
      story.runTo(seconds);
      story.exec(['sh'], true);
    }
    story.runTo(150);
    const ends = story.of('exec-ended');
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([137, 137, 137]);
    expect(story.at(ends[0] ?? { t: 0 })).toBeGreaterThan(42);
    expect(story.at(ends[0] ?? { t: 0 })).toBeLessThan(44.5);
    const exits = story.of('container-exited');
    for (const [index, end] of ends.entries()) {
      expect(story.at(exits[index] ?? { t: 0 }) - story.at(end)).toBeCloseTo(0, 2);
    }
  });

  it('starts up when the page is written in time: then only readiness and liveness fail', () => {
    story.runTo(30);
    story.write('start.html');
    story.runTo(46);
    expect(story.failures('startup')).toEqual([]);
    const passed = story.of('probe-answered').find((answer) => answer.probe === 'startup' && answer.success);
    expect(story.at(passed ?? { t: 0 })).toBeGreaterThan(40);
    expect(story.at(passed ?? { t: 0 })).toBeLessThan(42.5);
    expect(story.failures('readiness').length).toBeGreaterThanOrEqual(4);
    expect(story.of('container-exited')).toEqual([]);
    expect(story.endpoints()).toEqual([]);
  });
});
