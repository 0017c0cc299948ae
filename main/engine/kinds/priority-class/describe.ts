// Models describePriorityClass in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { PriorityClass } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents } from '../description.ts';
import { formatLabels } from '../label-text.ts';

export function describePriorityClass(priorityClass: PriorityClass, context: PrintContext): string {
  const { metadata, value, globalDefault = false, preemptionPolicy = '', description: purpose = '' } = priorityClass;
  const description = new Description();
  description.line(0, `Name:\t${metadata?.name ?? ''}`);
  description.line(0, `Value:\t${value}`);
  description.line(0, `GlobalDefault:\t${globalDefault}`);
  description.line(0, `PreemptionPolicy:\t${preemptionPolicy}`);
  description.line(0, `Description:\t${purpose}`);
  description.line(0, `Annotations:\t${formatLabels(metadata?.annotations)}`);
  describeEvents(description, priorityClass, context);
  return description.toString();
}
