// Models staging/src/k8s.io/kubectl/pkg/cmd/run/run.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { withTypedConfig } from '../apply/last-applied.ts';
import type { Command, CommandContext } from '../command.ts';
import { isNotFound, PlainError, usageError } from '../errors/errors.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { resourceOfKind } from '../resources/mapper.ts';
import type { Item } from '../resources/visit.ts';
import { attachTo } from '../run/attach.ts';
import { podToRun } from '../run/pod.ts';
import { createObject } from '../writing/create-object.ts';
import { deletionFlags, propagationOf } from '../writing/delete-flags.ts';
import { askToDelete, deleteItem } from '../writing/delete-item.ts';
import { overridden, overrideFlags } from '../writing/overrides.ts';
import { recordFlag, recorded } from '../writing/record.ts';
import { announcedDryRun, dryRunFlag, dryRunOf, fieldManagerFlag, saveConfigFlag } from '../writing/write-flags.ts';
import { parseLabels } from '../writing/parse-labels.ts';

export const runCommand: Command = {
  name: 'run',
  short: 'Run a particular image on the cluster',
  usage:
    'run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  flags: [
    ...outputFlags,
    ...deletionFlags,
    dryRunFlag,
    saveConfigFlag,
    fieldManagerFlag('kubectl-run'),
    recordFlag,
    ...overrideFlags,
    { name: 'annotations', type: 'array' },
    { name: 'attach', type: 'boolean' },
    { name: 'command', type: 'boolean' },
    { name: 'env', type: 'array' },
    { name: 'expose', type: 'boolean' },
    { name: 'image', type: 'string', required: true },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'labels', shorthand: 'l', type: 'string' },
    { name: 'leave-stdin-open', type: 'boolean' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s' },
    { name: 'port', type: 'string' },
    { name: 'privileged', type: 'boolean' },
    { name: 'quiet', shorthand: 'q', type: 'boolean' },
    { name: 'restart', type: 'string', default: 'Always' },
    { name: 'rm', type: 'boolean' },
    { name: 'stdin', shorthand: 'i', type: 'boolean' },
    { name: 'tty', shorthand: 't', type: 'boolean' },
    { name: 'wait', type: 'boolean' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, afterDash, flags } = context;
  const print = resultPrinter(context, announcedDryRun(context), true);
  if (args.length === 0 || afterDash?.length === args.length) throw usageError('run', 'NAME is required for run');
  const restartPolicy = validate(context);
  const pod = await createOne(context, overridden(flags, 'Pod', podToRun(context, restartPolicy)));
  const service = flags.bool('expose') ? await createOne(context, serviceFor(context)) : undefined;
  if (service) {
    print(service, 'created');
    // One line of dashes is that of the command, another that of the printer.
    if (flags.text('output') === 'yaml') context.out('---\n');
  }
  if (isAttached(context)) return await attach(context, pod, service, restartPolicy);
  print(pod, 'created');
  return 0;
}

const IMAGE =
  /^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(:\d+)?\/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(\/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$/;

/** Answers the restart policy. Throws PlainError for flags that make no sense, in the order in which kubectl looks. */
function validate(context: CommandContext): string {
  const { flags } = context;
  const refuseIf = (isRefused: boolean, message: string) => {
    if (isRefused) throw usageError('run', message);
  };
  const image = flags.text('image');
  if (image === '') throw new PlainError('--image is required');
  if (!IMAGE.test(image)) throw new PlainError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
  refuseIf(flags.bool('tty') && !flags.bool('stdin'), '-i/--stdin is required for containers with -t/--tty=true');
  refuseIf(flags.bool('expose') && flags.text('port') === '', '--port must be set when exposing a service');
  const policy = flags.text('restart') || (flags.bool('stdin') ? 'OnFailure' : 'Always');
  refuseIf(!['Always', 'OnFailure', 'Never'].includes(policy), `invalid restart policy: ${policy}`);
  refuseIf(flags.bool('rm') && !isAttached(context), '--rm should only be used for attached containers');
  refuseIf(
    isAttached(context) && dryRunOf(flags) !== 'none',
    "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
  );
  const pull = flags.text('image-pull-policy');
  refuseIf(!['', 'Always', 'IfNotPresent', 'Never'].includes(pull), `invalid image pull policy: ${pull}`);
  return policy;
}

const isAttached = ({ flags }: CommandContext): boolean =>
  flags.given('attach') ? flags.bool('attach') : flags.bool('stdin');

function serviceFor({ flags, args: [name = ''] }: CommandContext): KubeObject {
  const labels = flags.text('labels');
  const selector = labels === '' ? { run: name } : parseLabels(labels);
  const port = Number(flags.text('port'));
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...(labels !== '' && { labels: selector }) },
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector },
    status: { loadBalancer: {} },
  };
  return service;
}

async function createOne(context: CommandContext, made: KubeObject): Promise<KubeObject> {
  const { flags, client, namespace, namespaceGiven } = context;
  const object = recorded(context, made);
  const resource = resourceOfKind(client, object.apiVersion ?? '', object.kind ?? '');
  if (!resource) throw new PlainError('the server could not find the requested resource');
  if (dryRunOf(flags) === 'client') {
    return namespaceGiven ? { ...object, metadata: { ...object.metadata, namespace } } : object;
  }
  const saved = withTypedConfig(object, flags.bool('save-config'));
  return await createObject(context, { resource, namespace, object: saved });
}

async function attach(
  context: CommandContext,
  pod: KubeObject,
  service: KubeObject | undefined,
  restartPolicy: string,
): Promise<number> {
  const { namespace } = context;
  try {
    return await attachTo(context, { namespace, name: pod.metadata?.name ?? '', restartPolicy });
  } finally {
    if (context.flags.bool('rm')) {
      await remove(context, pod);
      if (service) await remove(context, service);
    }
  }
}

/** Deletes what was made; that it is gone already is no failure. */
async function remove(context: CommandContext, { apiVersion = '', kind = '', metadata }: KubeObject): Promise<void> {
  const { flags, err, client, namespace } = context;
  const resource = resourceOfKind(client, apiVersion, kind);
  if (!resource) return;
  const item: Item = { resource, namespace, name: metadata?.name ?? '', source: '' };
  const deletion = { propagationPolicy: propagationOf(flags, err), gracePeriodSeconds: -1 };
  try {
    await (flags.bool('quiet') ? askToDelete : deleteItem)(context, item, deletion);
  } catch (caught) {
    if (!isNotFound(caught)) throw caught;
  }
}
