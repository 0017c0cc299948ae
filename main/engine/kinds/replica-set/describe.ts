// Models describeReplicaSet in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { ReplicaSet } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { describeConditions } from '../describe-conditions.ts';
import { Description, describeController, describeEvents, describeMetadata, describeName } from '../description.ts';
import { formatSelector } from '../label-text.ts';
import { describeTemplate } from '../pod/describe-template.ts';
import { podPhasesText } from '../pod/phases.ts';

export function describeReplicaSet(replicaSet: ReplicaSet, context: PrintContext): string {
  const { spec, status } = replicaSet;
  const description = new Description();
  describeName(description, replicaSet);
  description.line(0, `Selector:\t${formatSelector(spec?.selector)}`);
  describeMetadata(description, replicaSet);
  describeController(description, replicaSet);
  description.line(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`);
  description.line(0, `Pods Status:\t${podPhasesText(replicaSet, context)}`);
  describeTemplate(description, spec?.template);
  describeConditions(description, status?.conditions ?? []);
  describeEvents(description, replicaSet, context);
  return description.toString();
}
