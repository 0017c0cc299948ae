// Which kinds kubectl knows the fields of: those of Kubernetes itself.
import { kinds } from '../../../engine/kinds/registry.ts';
import type { DiscoveredResource } from '../../api-client.ts';

/** The model of a kind by which strategic patches are made; undefined for custom resources. */
export function modelOf({ resource, group }: DiscoveredResource): string | undefined {
  const kind = Object.values(kinds).find((known) => known.resource === resource && known.group === group);
  return kind?.model;
}
