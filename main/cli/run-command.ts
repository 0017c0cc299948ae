// `kubarium run`: switches a cluster on, applies manifests and lets time pass, as fast as it goes.
import { succeed, type Outcome } from '../../preload/contract/problems.ts';
import { SECOND, after, type Micros } from '../engine/kernel/time.ts';
import { refusal } from '../host/refusals.ts';
import { readCatalogue, readPreset } from '../host/resources.ts';
import { isUp } from '../host/is-up.ts';
import { formatDuration } from './duration.ts';
import { readManifests, type SourcedDocument } from './manifests.ts';
import { freePlayer, recordedPlayer, type Player } from './player.ts';
import { Progress } from './progress.ts';
import { RecordsFile } from './records-file.ts';
import { report, type ReportFormat } from './report.ts';
import type { Terminal } from './terminal.ts';

/** Which cluster is played, and where its record is kept. */
export interface ClusterChoice {
  readonly preset: string;
  readonly seed: number;
  readonly session?: string | undefined;
}

export interface RunOptions extends ClusterChoice {
  /** Files, folders, or `-`. */
  readonly file: readonly string[];
  /** Virtual microseconds after the manifests were applied. */
  readonly for: number;
  readonly records?: string | undefined;
  readonly output: ReportFormat;
}

/** A cluster that has not come up by then is used as it is. */
export const BOOT_MAX_US = 120 * SECOND;
const STEP_US = SECOND;

export function runCommand(options: RunOptions, terminal: Terminal): Outcome<void> {
  // All that can be wrong with the input is found before anything is made.
  const documents = readManifests(options.file, terminal);
  if (!documents.ok) return documents;
  const records = options.records === undefined ? succeed(undefined) : RecordsFile.create(options.records);
  if (!records.ok) return records;
  const player = makePlayer(options);
  if (!player.ok) return player;
  const progress = new Progress(terminal);
  const play = new Play(player.value, records.value, progress);
  const begun = play.begin(documents.value);
  const ran = begun.ok ? play.runFor(options.for) : begun;
  progress.end();
  const written = records.value?.close();
  if (!begun.ok) {
    player.value.discard();
    return begun;
  }
  terminal.print(report(player.value.cluster.printContext, options.output));
  return firstProblem(ran, written, player.value.close());
}

/** The player of a fresh cluster, which keeps a record where a session is named. */
export function makePlayer({ preset: presetName, seed, session }: ClusterChoice): Outcome<Player> {
  const preset = readPreset(presetName);
  if (!preset.ok) return preset;
  const catalogue = readCatalogue();
  if (!catalogue.ok) return catalogue;
  const options = { seed, preset: preset.value, catalogue: catalogue.value };
  return session === undefined ? succeed(freePlayer(options)) : recordedPlayer(options, session);
}

/** One playing, whose records go where they were asked for. */
class Play {
  readonly #player: Player;
  readonly #records: RecordsFile | undefined;
  readonly #progress: Progress;

  constructor(player: Player, records: RecordsFile | undefined, progress: Progress) {
    this.#player = player;
    this.#records = records;
    this.#progress = progress;
  }

  get now(): Micros {
    return this.#player.cluster.now;
  }

  /** Lets the cluster come up, and applies all documents or, if one is refused, none. */
  begin(documents: readonly SourcedDocument[]): Outcome<void> {
    const { cluster } = this.#player;
    this.#player.submit({ type: 'power-on' });
    const isComingUp = () => this.now < BOOT_MAX_US && !isUp(cluster);
    const booted = this.#runWhile(isComingUp, () => after(this.now, STEP_US));
    return booted.ok ? this.#apply(documents) : booted;
  }

  runFor(durationUs: number): Outcome<void> {
    const end = after(this.now, durationUs);
    return this.#runWhile(
      () => this.now < end,
      () => Math.min(after(this.now, STEP_US), end) as Micros,
    );
  }

  #apply(documents: readonly SourcedDocument[]): Outcome<void> {
    const result = this.#player.submit({
      type: 'apply',
      documents: documents.map(({ document }) => document),
      namespace: 'default',
    });
    const written = this.#commit();
    if (!written.ok || result.ok) return written;
    const refused = result.applied?.find(({ action }) => action === 'refused');
    return refusal(result.status, refused && documents[refused.index]?.where);
  }

  #runWhile(goesOn: () => boolean, next: () => Micros): Outcome<void> {
    while (goesOn()) {
      this.#player.cluster.runUntil(next());
      const written = this.#commit();
      if (!written.ok) return written;
      this.#progress.update(() => `at ${formatDuration(this.now)}, ${String(this.#player.cluster.lastSeq)} records`);
    }
    return succeed(undefined);
  }

  #commit(): Outcome<void> {
    const records = this.#player.commit();
    if (!records.ok) return records;
    return this.#records?.append(records.value) ?? succeed(undefined);
  }
}

function firstProblem(...outcomes: readonly (Outcome<void> | undefined)[]): Outcome<void> {
  return outcomes.find((outcome) => outcome?.ok === false) ?? succeed(undefined);
}
