// Models describeNamespace in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Namespace } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { longTime } from '../ages.ts';
import { Description, describeMetadata, describeName } from '../description.ts';
import { describeLimitRangesOf } from '../limit-range/describe.ts';
import { describeQuotasOf } from '../resource-quota/describe.ts';

export function describeNamespace(namespace: Namespace, context: PrintContext): string {
  const name = namespace.metadata?.name;
  const description = new Description();
  describeName(description, namespace);
  describeMetadata(description, namespace);
  description.line(0, `Status:\t${namespace.status?.phase ?? ''}`);
  describeConditions(description, namespace);
  description.line(0, '');
  const quotas = context.list('resourcequotas').filter(({ metadata }) => metadata?.namespace === name);
  describeQuotasOf(description, quotas);
  description.line(0, '');
  const ranges = context.list('limitranges').filter(({ metadata }) => metadata?.namespace === name);
  describeLimitRangesOf(description, ranges);
  return description.toString();
}

function describeConditions(description: Description, { status }: Namespace): void {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return;
  description.line(0, 'Conditions:');
  description.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
  description.line(1, '----\t------\t------------------\t------\t-------');
  for (const { type, status: state, lastTransitionTime, reason = '', message = '' } of conditions) {
    description.line(1, [type, state, longTime(lastTransitionTime), reason, message].join('\t'));
  }
}
