// A cluster that is played at full speed, without a window: freely, or with everything put on record in a session.
import type { EngineInput, InputResult } from '../../preload/contract/inputs.ts';
import { succeed, type Outcome } from '../../preload/contract/problems.ts';
import { Cluster, type ClusterOptions } from '../engine/cluster.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { LiveCluster } from '../host/live-cluster.ts';
import { ENGINE_VERSION } from '../host/opening.ts';
import { Projection } from '../host/projection/projection.ts';
import { Timeline } from '../host/projection/timeline.ts';
import { SessionFile } from '../store/session-file.ts';
import { deleteSession } from '../store/session-library.ts';
import { displayName } from '../store/session-name.ts';

export interface Player {
  readonly cluster: Cluster;
  /** On account of the person at the keyboard, unless another caller is named. */
  submit(input: EngineInput, caller?: string): InputResult;
  /** What has happened since the last call; it is on record when this returns, where a record is kept. */
  commit(): Outcome<readonly JournalRecord[]>;
  close(): Outcome<void>;
  /** Closes, and takes away what this player made. */
  discard(): void;
}

const PERSON = 'person';

/** Plays without keeping a record. */
export function freePlayer(options: ClusterOptions): Player {
  const cluster = Cluster.create(options);
  return {
    cluster,
    submit: (input, caller = PERSON) => cluster.submit(input, caller),
    commit: () => succeed(cluster.takeRecords()),
    close: () => succeed(undefined),
    discard: () => undefined,
  };
}

/**
 * Plays with a new session file at `path`, which can be opened in the window later, and which may be limited in size.
 * Once a commit has failed the cluster is ahead of its file: then the file is closed as it is.
 */
export function recordedPlayer(
  options: ClusterOptions,
  path: string,
  limits: { readonly sizeMaxBytes?: number } = {},
): Outcome<Player> {
  const meta = { name: displayName(path, undefined), ...options, engineVersion: ENGINE_VERSION, createdMs: Date.now() };
  const made = SessionFile.create(path, meta, limits);
  if (!made.ok) return made;
  const file = made.value;
  const cluster = Cluster.create(options);
  const live = new LiveCluster({ cluster, file, projection: new Projection(), timeline: new Timeline() });
  let isAhead = false;
  return succeed({
    cluster,
    submit: (input, caller = PERSON) => live.submit(input, caller),
    commit: () => {
      const happened = live.commit();
      isAhead ||= !happened.ok;
      return happened.ok ? succeed(happened.value.records) : happened;
    },
    close: () => {
      const kept = isAhead ? succeed(undefined) : live.keepEngine();
      const closed = file.close();
      return kept.ok ? closed : kept;
    },
    discard: () => {
      file.close();
      deleteSession(file.path);
    },
  });
}
