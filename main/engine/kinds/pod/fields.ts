// Models pkg/fieldpath/fieldpath.go and the downward API (v1.35): fields of a Pod that its own containers may ask for.
import type { Container, Pod } from '../../api/generated/types.ts';
import { milliOf, unitsOf } from '../../api/quantity.ts';

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
    case 'metadata.labels':
      return mapText(metadata?.labels);
    case 'metadata.annotations':
      return mapText(metadata?.annotations);
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

/** One `key="value"` a line, in text order of the keys. */
function mapText(map: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join('\n');
}

/**
 * An amount of a container, by a name such as `limits.cpu`, in units of `divisor` (one of them unless it says otherwise),
 * rounded up; `0` when the container does not say.
 */
export function containerResource({ resources }: Container, resource: string, divisor = '0'): string {
  const [list = '', ...rest] = resource.split('.');
  const name = rest.join('.');
  const quantity = (list === 'limits' ? resources?.limits : resources?.requests)?.[name];
  const sizeOf = name === 'cpu' ? milliOf : unitsOf;
  return String(Math.ceil(sizeOf(quantity) / (sizeOf(divisor) || sizeOf('1'))));
}
