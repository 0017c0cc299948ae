// Whether changes came at their times: at about the moment recorded, or at about the recorded distance from what led to
// them: what came before, of the same subject or of a Node.
import type { Periods } from './periods.ts';
import * as tolerances from './tolerances.ts';

/** A change that all recordings show, and when it was seen here. */
export interface TimedEntry {
  readonly key: string;
  readonly subject: string;
  readonly what: string;
  /** Seconds, a recording each. */
  readonly times: readonly number[];
  /** Undefined when it was not. */
  readonly seenAt: number | undefined;
}

/** What is known of a case besides its entries. */
export interface Circumstances {
  readonly periods: Periods;
  readonly wasBusy: boolean;
  /** Seconds after which the recordings end. */
  readonly until: number;
}

/** Judges the entries of a case, which are in the order of their times. */
export function withinTolerance(entries: readonly TimedEntry[], circumstances: Circumstances): readonly boolean[] {
  return entries.map((entry, index) => {
    if (entry.seenAt === undefined) return false;
    const anchors = anchorsOf(entries, index);
    return isAtTime(entry, circumstances) || anchors.some((anchor) => isAtDistance(entry, anchor, circumstances));
  });
}

/** What came last before an entry: of anything, of its subject, of the same object, and of a Node. */
function anchorsOf(entries: readonly TimedEntry[], index: number): readonly TimedEntry[] {
  const entry = entries[index];
  if (!entry) return [];
  const end = timeOf(entry) + tolerances.SAME_MOMENT_S;
  const seen = entries.filter((other, at) => other.seenAt !== undefined && other !== entry && at < index);
  const nodes = entries.filter((other) => isNode(other) && other.seenAt !== undefined && other !== entry);
  return [
    seen.at(-1),
    seen.findLast(({ subject }) => subject === entry.subject),
    seen.findLast(({ key }) => key === entry.key),
    nodes.findLast((node) => timeOf(node) <= end),
  ].filter((anchor) => anchor !== undefined);
}

function isAtTime(entry: TimedEntry, circumstances: Circumstances): boolean {
  if (isProbeResult(entry) && !isFirst(entry)) return false;
  return isIn(entry.seenAt ?? NaN, entry.times, slackOf(entry, circumstances), 1);
}

function isAtDistance(entry: TimedEntry, anchor: TimedEntry, circumstances: Circumstances): boolean {
  const distances = entry.times.map((time, recording) => time - (anchor.times[recording] ?? NaN));
  const isRhythm = isProbeResult(entry) && !isFirst(entry) && anchor.key === entry.key;
  const slack = isRhythm ? tolerances.PROBE_RHYTHM_S : slackOf(entry, circumstances);
  const stretch = isRetry(entry) ? tolerances.RETRY_STRETCH : 1;
  return isIn((entry.seenAt ?? NaN) - (anchor.seenAt ?? NaN), distances, slack, stretch);
}

function isIn(seconds: number, recorded: readonly number[], slack: number, stretch: number): boolean {
  const [low, high] = [Math.min(...recorded), Math.max(...recorded)];
  const room = slack + tolerances.ROUNDING_S;
  return seconds >= Math.min(low, low / stretch) - room && seconds <= Math.max(high, high * stretch) + room;
}

function slackOf(entry: TimedEntry, { periods, wasBusy }: Circumstances): number {
  return ownSlack(entry) + (wasBusy ? tolerances.BUSY_S : 0) + rhythmOf(entry, periods);
}

function ownSlack(entry: TimedEntry): number {
  if (isRemoval(entry)) return tolerances.REMOVAL_S;
  if (isPulled(entry)) return tolerances.PULL_S;
  if (/^Node .*|^Event Node\/\S+ kubelet /.test(entry.key)) return nodeSlack(entry);
  return tolerances.RELIST_S;
}

function nodeSlack({ key, what }: TimedEntry): number {
  if (what.includes('=Unknown')) return tolerances.NODE_STATUS_S + tolerances.NODE_MONITOR_S;
  return key.startsWith('Event') || what.includes('conditions.') ? tolerances.NODE_STATUS_S : tolerances.NODE_MONITOR_S;
}

/** What has a rhythm of its own, as liveness and startup probes do, gives its first result when chance will have it. */
function rhythmOf({ key, what }: TimedEntry, periods: Periods): number {
  const container = /spec\.(?:initContainers|containers)\{(\S+)\}/.exec(key)?.[1];
  if (container !== undefined && key.includes('Startup probe')) return periods(container, 'startup') ?? 0;
  if (container !== undefined && key.includes('Liveness probe')) return periods(container, 'liveness') ?? 0;
  // What others have written over is put right every 10 s.
  if (what === 'MODIFIED conditions.Ready=True' || isWrittenAtOnce(what)) return tolerances.RECONCILE_S;
  if (what.includes('DeletionByPodGC')) return tolerances.POD_GC_S;
  const started = /(?:init|containers)\.(\S+?)\.started=true/.exec(what)?.[1];
  return started === undefined ? 0 : (periods(started, 'startup') ?? 0);
}

const isNode = ({ key }: TimedEntry) => key.startsWith('Node ');
const timeOf = ({ times }: TimedEntry) => times[0] ?? 0;
const isProbeResult = ({ key }: TimedEntry) => key.startsWith('Event ') && key.includes(' Unhealthy ');
/** The whole status of a running Pod, as a mirror Pod that comes back is given it. */
const isWrittenAtOnce = (what: string) => what.includes('PodScheduled=True') && what.includes('phase=Running');
const isFirst = ({ what }: TimedEntry) => what === 'x1';
const isRemoval = ({ what }: TimedEntry) => what === 'DELETED' || what.includes('deleting.grace=0');
const isPulled = ({ key, what }: TimedEntry) => key.includes(' Successfully pulled ') || what.includes('ErrImagePull');

/** What the kubelet does again after something went wrong: it counts, or follows from a wait. */
function isRetry(entry: TimedEntry): boolean {
  const { key, what } = entry;
  if (key.startsWith('Event ')) return !isProbeResult(entry) && !isFirst(entry);
  return /restarts=[1-9]|BackOff|=running/.test(what);
}
