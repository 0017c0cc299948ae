// Models describeNodeResource in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35): how full a node is.
import type { Node, Pod } from '../../api/generated/types.ts';
import { formatBytes, formatMilli, milliOf, unitsOf } from '../../api/quantity.ts';
import type { PrintContext } from '../../api/resources.ts';
import { ageOf } from '../ages.ts';
import type { Description } from '../description.ts';
import { podLimits, podRequests, type PodRequests } from '../pod/requests.ts';
import { isPodFinished } from '../pod/status.ts';
import { byKey } from '../../api/order.ts';

export function describeNodeUse(description: Description, node: Node, context: PrintContext): void {
  const pods = podsOn(node, context);
  const available = availableOn(node);
  description.line(0, `Non-terminated Pods:\t(${pods.length} in total)`);
  description.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  description.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  for (const pod of pods) description.line(1, podLine(pod, available, context));
  describeTotals(description, pods, available);
}

function podsOn({ metadata }: Node, context: PrintContext): Pod[] {
  return context
    .list('pods')
    .filter((pod) => pod.spec?.nodeName === metadata?.name && !isPodFinished(pod))
    .sort(byKey);
}

function availableOn({ status }: Node): PodRequests {
  const amounts = status?.allocatable ?? status?.capacity;
  return { cpuMilli: milliOf(amounts?.['cpu']), memoryBytes: unitsOf(amounts?.['memory']) };
}

function podLine(pod: Pod, available: PodRequests, { now }: PrintContext): string {
  const [requests, limits] = [podRequests(pod), podLimits(pod)];
  const cells = [
    ...[requests, limits].map(({ cpuMilli }) => cpuCell(cpuMilli, available)),
    ...[requests, limits].map(({ memoryBytes }) => memoryCell(memoryBytes, available)),
    ageOf(pod.metadata?.creationTimestamp, now),
  ];
  return `${pod.metadata?.namespace ?? ''}\t${pod.metadata?.name ?? ''}\t\t${cells.join('\t')}`;
}

function describeTotals(description: Description, pods: readonly Pod[], available: PodRequests): void {
  const totals = [pods.map(podRequests), pods.map(podLimits)].map(sumOf);
  const cpu = totals.map(({ cpuMilli }) => cpuCell(cpuMilli, available));
  const memory = totals.map(({ memoryBytes }) => memoryCell(memoryBytes, available));
  description.line(0, 'Allocated resources:');
  description.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
  description.line(1, 'Resource\tRequests\tLimits');
  description.line(1, '--------\t--------\t------');
  description.line(1, ['cpu', ...cpu].join('\t'));
  description.line(1, ['memory', ...memory].join('\t'));
  description.line(1, 'ephemeral-storage\t0 (0%)\t0 (0%)');
}

function sumOf(amounts: readonly PodRequests[]): PodRequests {
  return {
    cpuMilli: amounts.reduce((sum, { cpuMilli }) => sum + cpuMilli, 0),
    memoryBytes: amounts.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
  };
}

const cpuCell = (milli: number, available: PodRequests): string =>
  `${formatMilli(milli)} (${percentOf(milli, available.cpuMilli)}%)`;

const memoryCell = (bytes: number, available: PodRequests): string =>
  `${formatBytes(bytes)} (${percentOf(bytes, available.memoryBytes)}%)`;

const percentOf = (amount: number, whole: number): number => (whole === 0 ? 0 : Math.trunc((amount / whole) * 100));
