// Models the installed routes of apiserver's pkg/endpoints/installer.go (v1.35): which methods there are at a path.
import { unknownResource } from '../../engine/api/status.ts';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import { Refusal } from '../http/refusal.ts';
import { methodNotAllowed } from '../http/statuses.ts';
import type { ResourcePath } from './path.ts';

/** Throws Refusal where `method` has nothing to do at `path`, which is one of `served`. */
export function checkPath(method: string, path: ResourcePath, { namespaced }: DiscoveredResource): void {
  const { namespace, name, subresource, rest } = path;
  const isNowhere = namespaced ? namespace === undefined && name !== undefined : namespace !== undefined;
  if (isNowhere || rest.length > 0) throw new Refusal(unknownResource());
  const isOfAllNamespaces = namespaced && namespace === undefined;
  const isWrong =
    (isOfAllNamespaces && method !== 'GET') ||
    (method === 'DELETE' && subresource !== undefined) ||
    (method === 'POST' && name !== undefined && subresource === undefined);
  if (isWrong) throw new Refusal(methodNotAllowed());
}
