// What a path of the API server means: `/apis/apps/v1/namespaces/shop/deployments/web/scale`.
import type { DiscoveredResource } from '../../api-client.ts';
import { unknownResource } from '../../../engine/api/status.ts';
import type { CommandContext, Flags } from '../command.ts';
import { PlainError, ServerRefusal } from '../errors/errors.ts';
import { groupVersionOf, servedVersions } from '../resources/mapper.ts';

export interface RawPlace {
  readonly served: DiscoveredResource;
  readonly where: {
    readonly resource: string;
    readonly namespace?: string | undefined;
    readonly apiVersion?: string | undefined;
  };
  /** Undefined for all objects of a resource. */
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
  readonly query: URLSearchParams;
}

const PATH =
  /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+)(?=\/[^/]+))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?\/?$/;

/** Throws ServerRefusal when nothing is served there. */
export function placeAt({ client }: CommandContext, path: string): RawPlace {
  const [bare = '', query = ''] = path.split(/\?(.*)/s);
  const [, group = '', version = '', namespace, resource = '', name, subresource] = matchOf(bare);
  const served = servedVersions(client).find(
    (one) => one.group === group && one.version === version && one.resource === resource,
  );
  if (!served) throw new ServerRefusal(unknownResource());
  return {
    served,
    where: {
      resource,
      ...(namespace !== undefined && { namespace }),
      ...(served.alternative && { apiVersion: groupVersionOf(served) }),
    },
    name,
    subresource,
    query: new URLSearchParams(query),
  };
}

function matchOf(path: string): readonly (string | undefined)[] {
  const own = /^\/api\/v1\/namespaces\/([^/]+)(?:\/(status|finalize))?\/?$/.exec(path);
  if (own) return [path, '', 'v1', undefined, 'namespaces', own[1], own[2]];
  return PATH.exec(path) ?? [];
}

/** The path of `--raw`. Throws PlainError when it is no path, or stands beside what does not go with it. */
export function rawPath(flags: Flags, files: readonly string[]): string {
  if (files.length > 1) throw new PlainError('--raw can only use a single local file or stdin');
  if (files.some((file) => /^https?:\/\//.test(file))) throw new PlainError('--raw cannot read from a url');
  if (flags.bool('recursive')) throw new PlainError('--raw and --recursive are mutually exclusive');
  return checkedPath(flags);
}

/** The same for a command that sends nothing. */
export function checkedPath(flags: Flags): string {
  if (flags.text('output') !== '') throw new PlainError('--raw and --output are mutually exclusive');
  const path = flags.text('raw');
  if (path.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(path)) return path;
  throw new PlainError(`--raw must be a valid URL path: parse ${JSON.stringify(path)}: invalid URI for request`);
}
