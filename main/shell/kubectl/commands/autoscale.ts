// Models staging/src/k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { V2HorizontalPodAutoscaler } from '../../../engine/api/generated/types.ts';
import { withTypedConfig } from '../apply/last-applied.ts';
import { metricsOf } from '../autoscale/metrics.ts';
import { changeEach, type Target, targetsOf } from '../changing/targets.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { groupVersionOf, resourceOfKind } from '../resources/mapper.ts';
import { createObject } from '../writing/create-object.ts';
import { modelOf } from '../writing/models.ts';
import { recordFlag, recorded } from '../writing/record.ts';
import { announcedDryRun, dryRunFlag, fieldManagerFlag, saveConfigFlag, dryRunOf } from '../writing/write-flags.ts';

export const autoscaleCommand: Command = {
  name: 'autoscale',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  usage: 'autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [options]',
  flags: [
    ...filenameFlags,
    ...outputFlags,
    dryRunFlag,
    saveConfigFlag,
    fieldManagerFlag('kubectl-autoscale'),
    recordFlag,
    { name: 'cpu', type: 'string' },
    {
      name: 'cpu-percent',
      type: 'int',
      default: -1,
      deprecated:
        "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
    },
    { name: 'max', type: 'int', default: -1, required: true },
    { name: 'memory', type: 'string' },
    { name: 'min', type: 'int', default: -1 },
    { name: 'name', type: 'string' },
  ],
  run,
};

const API_VERSION = 'autoscaling/v2';
const KIND = 'HorizontalPodAutoscaler';

async function run(context: CommandContext): Promise<number> {
  const { args } = context;
  const dryRun = announcedDryRun(context);
  validate(context);
  const targets = await targetsOf(context, selectionOf(context, args), { latest: false });
  throwAll(
    await changeEach(targets, async (target) => {
      resultPrinter(
        context,
        dryRun,
        true,
      )(await autoscale(context, target), dryRun === 'client' ? 'created' : 'autoscaled');
    }),
  );
  if (targets.targets.length === 0) throw new PlainError('no objects passed to autoscale');
  return 0;
}

function validate({ flags }: CommandContext): void {
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) throw new PlainError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) {
    throw new PlainError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  }
}

async function autoscale(context: CommandContext, target: Target): Promise<KubeObject> {
  requireScalable(target);
  const resource = resourceOfKind(context.client, API_VERSION, KIND);
  if (!resource) throw new PlainError('the server could not find the requested resource');
  const { namespace } = target;
  const made = recorded(context, autoscalerOf(context, target));
  if (dryRunOf(context.flags) === 'client') return { ...made, ...UNKNOWN };
  const object = withTypedConfig(made, context.flags.bool('save-config'));
  return await createObject(context, { resource, namespace, object });
}

const SCALABLE = ['deployments', 'replicasets', 'replicationcontrollers', 'statefulsets'];

function requireScalable({ resource }: Target): void {
  if (SCALABLE.includes(resource.resource) || modelOf(resource) === undefined) return;
  const version = resource.group === '' ? `/${resource.version}` : groupVersionOf(resource);
  const what = `could not find scale subresource for ${version}, Resource=${resource.resource}`;
  throw new PlainError(`cannot autoscale a ${resource.kind}: ${what} in discovery information`);
}

/** What nobody has observed yet. */
const UNKNOWN = { status: { currentMetrics: null, desiredReplicas: 0 } };

function autoscalerOf(
  { flags, namespace, namespaceGiven }: CommandContext,
  { resource, name }: Target,
): V2HorizontalPodAutoscaler {
  const [min, metrics] = [flags.int('min'), metricsOf(flags)];
  return {
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: { name: flags.text('name') || name, ...(namespaceGiven && { namespace }) },
    spec: {
      scaleTargetRef: { apiVersion: groupVersionOf(resource), kind: resource.kind, name },
      maxReplicas: flags.int('max'),
      ...(min > 0 && { minReplicas: min }),
      ...(metrics.length > 0 && { metrics }),
    },
  };
}
