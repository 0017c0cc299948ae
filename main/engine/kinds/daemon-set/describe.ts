// Models describeDaemonSet in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { DaemonSet } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';
import { formatLabels, formatSelector } from '../label-text.ts';
import { describeTemplate } from '../pod/describe-template.ts';
import { podPhasesText } from '../pod/phases.ts';

export function describeDaemonSet(daemonSet: DaemonSet, context: PrintContext): string {
  const { spec, status } = daemonSet;
  const description = new Description();
  describeName(description, daemonSet);
  description.line(0, `Selector:\t${formatSelector(spec?.selector)}`);
  description.line(0, `Node-Selector:\t${formatLabels(spec?.template.spec?.nodeSelector)}`);
  describeMetadata(description, daemonSet);
  description.line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`);
  description.line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`);
  description.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`);
  description.line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`);
  description.line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`);
  description.line(0, `Pods Status:\t${podPhasesText(daemonSet, context)}`);
  describeTemplate(description, spec?.template);
  describeEvents(description, daemonSet, context);
  return description.toString();
}
