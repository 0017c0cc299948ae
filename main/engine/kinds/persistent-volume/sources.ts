// Models the volume sources of staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35): where a volume's bytes are.
import type { PersistentVolumeSpec } from '../../api/generated/types.ts';
import { sourceText } from '../source-text.ts';
import { volumeSourceLines } from '../volume-sources.ts';

/** The lines about the source of a volume, title and value parted by a tab; empty for one that kubectl does not know. */
export function sourceLines(spec: PersistentVolumeSpec): string[] {
  if (!spec.local) return volumeSourceLines(spec, 'persistent-volume');
  return sourceText('LocalVolume (a persistent volume backed by local storage on a node)', [['Path', spec.local.path]]);
}
