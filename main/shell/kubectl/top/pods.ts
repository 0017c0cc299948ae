// Models staging/src/k8s.io/kubectl/pkg/cmd/top/top_pod.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { fromTimestamp, MINUTE } from '../../../engine/kernel/time.ts';
import { ask } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { formatDuration } from '../../../engine/kernel/go-duration.ts';
import { measured } from './measured.ts';
import { type Amounts, type Named, cpuText, lined, memoryText, nameOf, sorted, sumOf, usageOf } from './usage.ts';

interface Container {
  readonly name: string;
  readonly usage: Amounts;
}
type PodMetrics = KubeObject & { readonly containers?: readonly Container[] };
interface Measured extends Named {
  readonly containers: readonly Named[];
}

/** From the creation of a Pod on it may take so long until it is measured. */
const DELAY_US = 2 * MINUTE;

/** Prints what Pods use. Throws PlainError where nothing is measured. */
export async function topPods(context: CommandContext): Promise<number> {
  const { flags, args, out, err, namespace } = context;
  const everywhere = flags.bool('all-namespaces');
  const labelSelector = flags.text('selector');
  const asked = { resource: 'pods', labelSelector, name: args[0], ...(!everywhere && { namespace }) };
  const pods = (await selected(context, await measured(context, asked))).map(measuredPod);
  if (pods.length > 0) out(table(context, pods));
  else {
    await explainNothing(context);
    err(everywhere ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
  }
  return 0;
}

/** Those that the field selector, which the metrics server does not know, selects of the Pods themselves. */
async function selected(context: CommandContext, metrics: readonly PodMetrics[]): Promise<readonly PodMetrics[]> {
  if (metrics.length === 0 || context.flags.text('field-selector') === '') return metrics;
  const keys = new Set((await podsMeant(context)).map(keyOf));
  return metrics.filter((each) => keys.has(keyOf(each)));
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;

async function podsMeant(context: CommandContext): Promise<readonly KubeObject[]> {
  const { flags, namespace } = context;
  const { items = [] } = await ask(context, {
    ...{ verb: 'list', resource: 'pods' },
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
    ...(!flags.bool('all-namespaces') && { namespace }),
  });
  return items;
}

/** Throws PlainError when there are Pods, but nothing is known of them. */
async function explainNothing(context: CommandContext): Promise<void> {
  const pods = await podsMeant(context);
  for (const pod of pods) {
    const ageUs = context.client.now - (fromTimestamp(pod.metadata?.creationTimestamp ?? '') ?? context.client.now);
    if (ageUs > DELAY_US) {
      throw new PlainError(`Metrics not available for pod ${keyOf(pod)}, age: ${formatDuration(ageUs)}`);
    }
  }
  if (pods.length > 0) throw new PlainError('metrics not available yet');
}

function measuredPod(metrics: PodMetrics): Measured {
  const namespace = metrics.metadata?.namespace ?? '';
  const containers = (metrics.containers ?? []).map(({ name, usage }) => ({ namespace, name, usage: usageOf(usage) }));
  return { namespace, name: nameOf(metrics), usage: sumOf(containers.map(({ usage }) => usage)), containers };
}

function table({ flags }: CommandContext, pods: readonly Measured[]): string {
  const everywhere = flags.bool('all-namespaces');
  const each = flags.bool('containers');
  const sortBy = flags.text('sort-by');
  const swap = flags.bool('show-swap') ? ['0Mi'] : [];
  const header = [
    ...(everywhere ? ['NAMESPACE'] : []),
    ...(each ? ['POD'] : []),
    ...['NAME', 'CPU(cores)', 'MEMORY(bytes)'],
    ...swap.map(() => 'SWAP(bytes)'),
  ];
  const rows = sorted(pods, sortBy, everywhere).flatMap((pod) =>
    (each ? sorted(pod.containers, sortBy) : [pod]).map((one) => [
      ...(everywhere ? [pod.namespace] : []),
      ...(each ? [pod.name] : []),
      ...[one.name, cpuText(one.usage), memoryText(one.usage), ...swap],
    ]),
  );
  const noHeaders = flags.bool('no-headers');
  const columns = noHeaders ? 3 + swap.length : header.length;
  const total = sumOf(pods.map(({ usage }) => usage));
  const empty = (count: number) => Array.from({ length: count }, () => '');
  const sum = [
    [...empty(columns - 2), '________', '________'],
    [...empty(columns - 3), '', cpuText(total), memoryText(total), ...swap],
  ];
  return lined([...(noHeaders ? [] : [header]), ...rows, ...(flags.bool('sum') ? sum : [])]);
}
