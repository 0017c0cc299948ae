// Models printTemplate of staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go (v1.35).
import type { PodTemplateSpec } from '../../../engine/api/generated/types.ts';
import { Description } from '../../../engine/kinds/description.ts';
import { describeTemplate } from '../../../engine/kinds/pod/describe-template.ts';

/** A Pod template in words; kubectl does not align it, so tabs stay in it. */
export function templateText(template: PodTemplateSpec): string {
  const description = new Description();
  describeTemplate(description, template);
  return description.unaligned();
}
