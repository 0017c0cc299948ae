// Models staging/src/k8s.io/kubectl/pkg/cmd/create/{create_job,create_cronjob}.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { CronJob } from '../../../engine/api/generated/types.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { visit } from '../resources/visit.ts';
import { commandArgument, generatorCommand, metadataIn } from './generator.ts';

export const createJobCommand = generatorCommand({
  name: 'job',
  short: 'Create a job with the specified name',
  usage: 'create job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  flags: [
    { name: 'image', type: 'string' },
    {
      name: 'from',
      type: 'string',
    },
  ],
  failure: 'failed to create job:',
  make: async (context, name) => {
    const { flags } = context;
    if ((flags.text('image') === '') === (flags.text('from') === '')) {
      throw new PlainError('either --image or --from must be specified');
    }
    if (flags.text('from') === '') return newJob(context, name);
    if (commandArgument(context)) throw new PlainError('cannot specify --from and command');
    return jobOfCronJob(context, name, await cronJobOf(context));
  },
});

export const createCronJobCommand = generatorCommand({
  name: 'cronjob',
  aliases: ['cj'],
  short: 'Create a cron job with the specified name',
  usage: "create cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]",
  flags: [
    { name: 'image', type: 'string', required: true },
    { name: 'schedule', type: 'string', required: true },
    { name: 'restart', type: 'string' },
  ],
  failure: 'failed to create cronjob:',
  make: (context, name) => {
    const { flags } = context;
    const template = templateOf(context, name, flags.text('restart') || 'OnFailure');
    return {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: metadataIn(context, { name }),
      spec: { schedule: flags.text('schedule'), jobTemplate: { metadata: { name }, spec: { template } } },
      status: {},
    };
  },
});

function newJob(context: CommandContext, name: string): KubeObject {
  const metadata = metadataIn(context, { name });
  const job = { metadata, spec: { template: templateOf(context, name, 'Never') }, status: {} };
  return { apiVersion: 'batch/v1', kind: 'Job', ...job };
}

function templateOf(context: CommandContext, name: string, restartPolicy: string): object {
  const command = commandArgument(context);
  const container = { name, image: context.flags.text('image'), ...(command && { command }), resources: {} };
  return { metadata: {}, spec: { containers: [container], restartPolicy } };
}

async function cronJobOf(context: CommandContext): Promise<CronJob> {
  const selection = { args: [context.flags.text('from')], typeAlone: false };
  const { visits } = await visit(context, selection, { latest: true });
  const [first, ...others] = visits;
  if (first?.ok === false) throw first.error;
  const object = first?.item.object;
  if (!object || others.length > 0) throw new PlainError('from must be an existing cronjob');
  if (!isCronJob(object)) throw new PlainError(`unknown object type *v1.${object.kind ?? ''}`);
  return object;
}

const isCronJob = (object: KubeObject): object is CronJob & KubeObject => object.kind === 'CronJob';

function jobOfCronJob(context: CommandContext, name: string, { metadata, spec }: CronJob): KubeObject {
  const { metadata: template, spec: jobSpec } = spec.jobTemplate;
  const owner = {
    apiVersion: 'batch/v1',
    controller: true,
    kind: 'CronJob',
    name: metadata?.name ?? '',
    uid: metadata?.uid ?? '',
  };
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadataIn(context, {
      name,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...template?.annotations },
      ...(template?.labels && { labels: template.labels }),
      ownerReferences: [owner],
    }),
    spec: jobSpec,
    status: {},
  };
  return job;
}
