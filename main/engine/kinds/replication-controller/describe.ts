// Models describeReplicationController in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { ReplicationController } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { describeConditions } from '../describe-conditions.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';
import { formatLabels } from '../label-text.ts';
import { podPhasesText } from '../pod/phases.ts';
import { describeTemplate } from '../pod/describe-template.ts';

export function describeReplicationController(controller: ReplicationController, context: PrintContext): string {
  const { spec, status } = controller;
  const description = new Description();
  describeName(description, controller);
  description.line(0, `Selector:\t${formatLabels(spec?.selector)}`);
  describeMetadata(description, controller);
  description.line(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`);
  description.line(0, `Pods Status:\t${podPhasesText(controller, context)}`);
  describeTemplate(description, spec?.template);
  describeConditions(description, status?.conditions ?? []);
  describeEvents(description, controller, context);
  return description.toString();
}
