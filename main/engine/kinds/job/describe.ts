// Models describeJob in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Job } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { fromTimestamp } from '../../kernel/time.ts';
import { humanDuration, longTime } from '../ages.ts';
import { Description, describeController, describeEvents, describeMetadata, describeName } from '../description.ts';
import { formatSelector } from '../label-text.ts';
import { describeTemplate } from '../pod/describe-template.ts';

/** Longer lists of indexes are cut at the next comma. */
const INDEXES_SHOWN = 50;

export function describeJob(job: Job, context: PrintContext): string {
  const { spec, status } = job;
  const description = new Description();
  describeName(description, job);
  if (spec?.selector) description.line(0, `Selector:\t${formatSelector(spec.selector)}`);
  describeMetadata(description, job);
  describeController(description, job);
  for (const [title, value] of settingsOf(job)) if (value !== undefined) description.line(0, `${title}:\t${value}`);
  description.line(0, `Pods Statuses:\t${statusesText(job)}`);
  if (spec?.completionMode === 'Indexed') {
    description.line(0, `Completed Indexes:\t${indexesText(status?.completedIndexes ?? '')}`);
  }
  describeTemplate(description, spec?.template);
  describeEvents(description, job, context);
  return description.toString();
}

/** Titles and values; what has none is not shown. */
function settingsOf({ spec, status }: Job): [title: string, value: string | undefined][] {
  const { startTime, completionTime } = status ?? {};
  const deadline = spec?.activeDeadlineSeconds;
  return [
    ['Parallelism', textOf(spec?.parallelism)],
    ['Completions', textOf(spec?.completions ?? '<unset>')],
    ['Completion Mode', textOf(spec?.completionMode)],
    ['Suspend', textOf(spec?.suspend)],
    ['Backoff Limit', textOf(spec?.backoffLimit)],
    ['TTL Seconds After Finished', textOf(spec?.ttlSecondsAfterFinished)],
    ['Start Time', startTime && longTime(startTime)],
    ['Completed At', completionTime && longTime(completionTime)],
    ['Duration', startTime && completionTime && durationText(startTime, completionTime)],
    ['Active Deadline Seconds', deadline === undefined ? undefined : `${deadline}s`],
  ];
}

const textOf = (value: string | number | boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const durationText = (start: string, end: string): string =>
  humanDuration((fromTimestamp(end) ?? 0) - (fromTimestamp(start) ?? 0));

function statusesText({ status }: Job): string {
  const { active = 0, ready, succeeded = 0, failed = 0 } = status ?? {};
  const readyText = ready === undefined ? '' : ` (${ready} Ready)`;
  return `${active} Active${readyText} / ${succeeded} Succeeded / ${failed} Failed`;
}

function indexesText(indexes: string): string {
  if (indexes === '') return '<none>';
  const end = indexes.indexOf(',', INDEXES_SHOWN);
  return end < 0 ? indexes : `${indexes.slice(0, end + 1)}...`;
}
