// Records as steps that can be told. A record in the file stays what it is, so each is looked up only once.
import type { WhyStep } from '../../../preload/contract/calls.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { SessionFile } from '../../store/session-file.ts';
import { RecordWindow } from './record-window.ts';
import { sentenceOf } from './sentences.ts';

/** More than a few Pods' lives. */
const STEPS_MAX = 2_000;

export class StepBook {
  readonly #file: SessionFile;
  readonly #steps = new Map<number, WhyStep>();

  constructor(file: SessionFile) {
    this.#file = file;
  }

  /** What the records of these numbers tell, in the same order; those that are not there are left out. */
  stepsOf(seqs: readonly number[]): readonly WhyStep[] {
    const records = new RecordWindow(this.#file);
    return seqs.flatMap((seq) => this.#steps.get(seq) ?? this.#read(records, seq) ?? []);
  }

  #read(records: RecordWindow, seq: number): WhyStep | undefined {
    const record = records.at(seq);
    if (!record) return undefined;
    const step = stepOf(record);
    this.#steps.set(seq, step);
    const [oldest] = this.#steps.keys();
    if (this.#steps.size > STEPS_MAX && oldest !== undefined) this.#steps.delete(oldest);
    return step;
  }
}

export function stepOf(record: JournalRecord): WhyStep {
  const { seq, t, actor, type } = record;
  return { seq, t, actor, type, ...sentenceOf(record) };
}
