// Models layoutContainerCells in pkg/printers/internalversion/printers.go (v1.35): a controller's template in a table.
import type { PodTemplateSpec } from '../../api/generated/types.ts';

export function namesCell(template: PodTemplateSpec | undefined): string {
  return (template?.spec?.containers ?? []).map(({ name }) => name).join(',');
}

export function imagesCell(template: PodTemplateSpec | undefined): string {
  return (template?.spec?.containers ?? []).map(({ image = '' }) => image).join(',');
}
