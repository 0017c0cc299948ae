// Walks from a record back to what it all began with: usually something a person did.
import type { WhyStep } from '../../../preload/contract/calls.ts';
import type { SessionFile } from '../../store/session-file.ts';
import { RecordWindow } from './record-window.ts';
import { stepOf } from './step-book.ts';

/** No chain is told further back than this. */
const STEPS_MAX = 50;

/** The causes of the record numbered `seq`, the first of all first, itself last; empty when there is no such record. */
export function whyChain(file: SessionFile, seq: number): readonly WhyStep[] {
  const records = new RecordWindow(file);
  const steps: WhyStep[] = [];
  for (let record = records.at(seq); record && steps.length < STEPS_MAX; record = records.at(record.cause)) {
    steps.push(stepOf(record));
  }
  return steps.reverse();
}
