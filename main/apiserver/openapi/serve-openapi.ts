import { createHash } from 'node:crypto';
import { unknownResource } from '../../engine/api/status.ts';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { groupVersion } from '../resources/path.ts';
import { OPENAPI_V2_TYPE, openApiV2 } from './document-v2.ts';
import { openApiDocument } from './document.ts';

/** Answers `/openapi/v2`, `/openapi/v3` and the documents below it. Throws Refusal for others. */
export function serveOpenApi({ client, path, kept }: Exchange): Reply {
  const served = client.discover();
  if (/^\/openapi\/v2\/?$/.test(path)) {
    const make = () => ({ code: 200, body: openApiV2(client, served), contentType: OPENAPI_V2_TYPE });
    return kept.about(served, 'openapi/v2', make);
  }
  const documents = byDocument(served);
  const [, asked] = /^\/openapi\/v3\/?(.*?)\/?$/.exec(path) ?? [];
  if (asked === undefined) throw new Refusal(unknownResource());
  if (asked === '') return kept.about(served, 'openapi/v3', () => ({ code: 200, body: index(documents) }));
  const resources = documents.get(asked);
  if (!resources) throw new Refusal(unknownResource());
  const make = () => ({ code: 200, body: openApiDocument(client, resources) });
  return kept.about(served, `openapi/v3/${asked}`, make);
}

/** By `api/v1`, `apis/apps/v1`. */
function byDocument(resources: readonly DiscoveredResource[]): ReadonlyMap<string, readonly DiscoveredResource[]> {
  const documents = new Map<string, DiscoveredResource[]>();
  for (const resource of resources) {
    const name = `${resource.group === '' ? 'api' : 'apis'}/${groupVersion(resource)}`;
    documents.set(name, [...(documents.get(name) ?? []), resource]);
  }
  return documents;
}

/** Each document with a hash, by which clients know whether theirs is still true. */
function index(documents: ReadonlyMap<string, readonly DiscoveredResource[]>): object {
  const paths = [...documents].map(([name, resources]): [string, object] => {
    const hash = createHash('sha256').update(JSON.stringify(resources)).digest('hex').slice(0, 32);
    return [name, { serverRelativeURL: `/openapi/v3/${name}?hash=${hash}` }];
  });
  return { paths: Object.fromEntries(paths) };
}
