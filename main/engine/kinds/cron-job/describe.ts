// Models describeCronJob in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { CronJob, JobTemplateSpec } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { longTime } from '../ages.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';
import { formatSelector } from '../label-text.ts';
import { describeTemplate } from '../pod/describe-template.ts';

const UNSET = '<unset>';

export function describeCronJob(cronJob: CronJob, context: PrintContext): string {
  const { spec, status } = cronJob;
  const deadline = spec.startingDeadlineSeconds;
  const lastTime = status?.lastScheduleTime;
  const active = (status?.active ?? []).map(({ name = '' }) => name);
  const description = new Description();
  describeName(description, cronJob);
  describeMetadata(description, cronJob);
  description.line(0, `Schedule:\t${spec.schedule}`);
  description.line(0, `Concurrency Policy:\t${spec.concurrencyPolicy ?? ''}`);
  description.line(0, `Suspend:\t${spec.suspend ? 'True' : 'False'}`);
  description.line(0, `Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? UNSET}`);
  description.line(0, `Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? UNSET}`);
  description.line(0, `Starting Deadline Seconds:\t${deadline === undefined ? UNSET : `${deadline}s`}`);
  describeJobTemplate(description, spec.jobTemplate);
  description.line(0, `Last Schedule Time:\t${lastTime === undefined ? UNSET : longTime(lastTime)}`);
  description.line(0, `Active Jobs:\t${active.join(', ') || '<none>'}`);
  describeEvents(description, cronJob, context);
  return description.toString();
}

function describeJobTemplate(description: Description, template: JobTemplateSpec): void {
  const { selector, parallelism, completions, activeDeadlineSeconds, template: podTemplate } = template.spec ?? {};
  description.line(0, `Selector:\t${selector ? formatSelector(selector) : UNSET}`);
  description.line(0, `Parallelism:\t${parallelism ?? UNSET}`);
  description.line(0, `Completions:\t${completions ?? UNSET}`);
  if (activeDeadlineSeconds !== undefined) {
    description.line(0, `Active Deadline Seconds:\t${activeDeadlineSeconds}s`);
  }
  describeTemplate(description, podTemplate);
}
