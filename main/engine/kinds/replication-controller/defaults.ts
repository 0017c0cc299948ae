// Models SetDefaults_ReplicationController in pkg/apis/core/v1/defaults.go (v1.35).
import type { ReplicationController } from '../../api/generated/types.ts';
import { defaultTemplate } from '../pod/defaults.ts';
import type { Unfinished } from '../written.ts';

export function defaultReplicationController(controller: Unfinished<ReplicationController>): void {
  const spec = (controller.spec ??= {});
  spec.replicas ??= 1;
  const labels = spec.template?.metadata?.labels ?? {};
  if (Object.keys(labels).length > 0) {
    if (isEmpty(spec.selector)) spec.selector = { ...labels };
    const metadata = (controller.metadata ??= {});
    if (isEmpty(metadata.labels)) metadata.labels = { ...labels };
  }
  if (spec.template) defaultTemplate(spec.template);
}

const isEmpty = (labels: object | undefined): boolean => Object.keys(labels ?? {}).length === 0;
