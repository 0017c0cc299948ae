// Models DescribePodTemplate in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { PodTemplateSpec } from '../../api/generated/types.ts';
import { describeAnnotations, describeLabels, type Description } from '../description.ts';
import { describeTolerations } from './describe.ts';
import { describeContainers } from './describe-container.ts';
import { describeSpread } from './describe-spread.ts';
import { describeVolumes } from './describe-volumes.ts';

/** The template from which a controller makes its Pods. */
export function describeTemplate(description: Description, template: PodTemplateSpec | undefined): void {
  description.line(0, 'Pod Template:');
  if (!template) {
    description.line(1, '<unset>');
    return;
  }
  const { metadata, spec } = template;
  describeLabels(description, '  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) {
    describeAnnotations(description, '  Annotations', metadata?.annotations);
  }
  if (spec?.serviceAccountName) description.line(1, `Service Account:\t${spec.serviceAccountName}`);
  const initContainers = spec?.initContainers ?? [];
  if (initContainers.length > 0) describeContainers(description, 'Init Containers', initContainers, [], undefined);
  describeContainers(description, 'Containers', spec?.containers ?? [], [], undefined);
  describeVolumes(description, spec?.volumes ?? [], true);
  describeSpread(description, '  ', spec?.topologySpreadConstraints ?? []);
  if (spec?.priorityClassName) description.line(1, `Priority Class Name:\t${spec.priorityClassName}`);
  describeLabels(description, '  Node-Selectors', spec?.nodeSelector);
  describeTolerations(description, '  Tolerations', spec?.tolerations ?? []);
}
