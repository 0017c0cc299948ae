// Models pkg/fieldpath/fieldpath.go and the downward API (v1.35): fields of a Pod that its own containers may ask for.
import type { Pod } from '../../api/generated/types.ts';

/** The value of a field path such as `metadata.name` or `metadata.labels['app']`; empty when there is none. */
export function podField(pod: Pod, path: string): string {
  const { metadata, spec, status } = pod;
  const [, group, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (group === 'labels') return metadata?.labels?.[key] ?? '';
  if (group === 'annotations') return metadata?.annotations?.[key] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata?.name ?? '';
    case 'metadata.namespace':
      return metadata?.namespace ?? '';
    case 'metadata.uid':
      return metadata?.uid ?? '';
    case 'spec.nodeName':
      return spec?.nodeName ?? '';
    case 'spec.serviceAccountName':
      return spec?.serviceAccountName ?? '';
    case 'status.hostIP':
      return status?.hostIP ?? '';
    case 'status.hostIPs':
      return (status?.hostIPs ?? []).map(({ ip }) => ip).join(',');
    case 'status.podIP':
      return status?.podIP ?? '';
    case 'status.podIPs':
      return (status?.podIPs ?? []).map(({ ip }) => ip).join(',');
    default:
      return '';
  }
}
