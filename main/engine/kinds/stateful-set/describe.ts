// Models describeStatefulSet in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { PersistentVolumeClaim, StatefulSet } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { longTime } from '../ages.ts';
import { Description, describeEvents, describeLabels, describeMetadata, describeName } from '../description.ts';
import { formatSelector } from '../label-text.ts';
import { describeTemplate } from '../pod/describe-template.ts';
import { podPhasesText } from '../pod/phases.ts';

const STORAGE_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

export function describeStatefulSet(statefulSet: StatefulSet, context: PrintContext): string {
  const { metadata, spec, status } = statefulSet;
  const { partition } = spec?.updateStrategy?.rollingUpdate ?? {};
  const description = new Description();
  describeName(description, statefulSet);
  description.line(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  description.line(0, `Selector:\t${formatSelector(spec?.selector)}`);
  describeMetadata(description, statefulSet);
  description.line(0, `Replicas:\t${spec?.replicas ?? 0} desired | ${status?.replicas ?? 0} total`);
  description.line(0, `Update Strategy:\t${spec?.updateStrategy?.type ?? ''}`);
  if (partition !== undefined) description.line(1, `Partition:\t${partition}`);
  description.line(0, `Pods Status:\t${podPhasesText(statefulSet, context)}`);
  describeTemplate(description, spec?.template);
  describeClaims(description, spec?.volumeClaimTemplates ?? []);
  describeEvents(description, statefulSet, context);
  return description.toString();
}

function describeClaims(description: Description, claims: readonly PersistentVolumeClaim[]): void {
  description.line(0, claims.length === 0 ? 'Volume Claims:\t<none>' : 'Volume Claims:');
  for (const { metadata, spec } of claims) {
    const className = metadata?.annotations?.[STORAGE_CLASS_ANNOTATION] ?? spec?.storageClassName ?? '';
    description.line(1, `Name:\t${metadata?.name ?? ''}`);
    description.line(1, `StorageClass:\t${className}`);
    describeLabels(description, '  Labels', metadata?.labels);
    describeLabels(description, '  Annotations', metadata?.annotations);
    description.line(1, `Capacity:\t${spec?.resources?.requests?.['storage'] ?? '<default>'}`);
    description.line(1, `Access Modes:\t[${(spec?.accessModes ?? []).join(' ')}]`);
  }
}
