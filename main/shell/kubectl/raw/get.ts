// Models rawhttp.RawGet of kubectl (v1.35): `get --raw`, the few paths of the API server that tell of itself, and the
// objects below /api and /apis.
import { ask, refusalOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { groupVersionOf, servedResources } from '../resources/mapper.ts';
import { serverVersion } from '../versions.ts';
import { placeAt } from './path.ts';

/** Prints what stands at `path`. Throws ServerRefusal when nothing does. */
export async function getRaw(context: CommandContext, path: string): Promise<number> {
  // Any request finds out whether the server is there at all.
  const answer = await context.client.request({ verb: 'get', resource: 'namespaces', name: 'default' });
  if (!answer.ok && answer.status.code === 0) throw refusalOf(context, answer.status);
  const [bare = ''] = path.split('?');
  context.out(aboutServer(context, bare.replace(/\/$/, '')) ?? (await objectsAt(context, path)));
  return 0;
}

function aboutServer(context: CommandContext, path: string): string | undefined {
  const address = context.client.serverUrl.replace(/^https?:\/\//, '');
  if (path === '/version') return JSON.stringify(serverVersion, null, 2);
  if (/^\/(healthz|livez|readyz)(\/ping)?$/.test(path)) return 'ok';
  if (path === '/api') {
    const addresses = [{ clientCIDR: '0.0.0.0/0', serverAddress: address }];
    return `${JSON.stringify({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: addresses })}\n`;
  }
  const group = /^\/apis\/([^/]+)$/.exec(path)?.[1];
  const served = servedResources(context.client).find((resource) => resource.group === group);
  if (group === undefined || !served) return undefined;
  const version = { groupVersion: groupVersionOf(served), version: served.version };
  const about = { kind: 'APIGroup', apiVersion: 'v1', name: group, versions: [version], preferredVersion: version };
  return `${JSON.stringify(about)}\n`;
}

async function objectsAt(context: CommandContext, path: string): Promise<string> {
  const { served, where, name, subresource, query } = placeAt(context, path);
  if (name !== undefined) {
    const { object } = await ask(context, { ...where, verb: 'get', name, subresource });
    return `${JSON.stringify(object)}\n`;
  }
  const listed = await ask(context, { ...where, verb: 'list', ...listOptions(query) });
  const { items = [], revision = '', remainingItemCount } = listed;
  const list = {
    kind: `${served.kind}List`,
    apiVersion: groupVersionOf(served),
    metadata: { resourceVersion: revision, continue: listed.continue, remainingItemCount },
    items,
  };
  return `${JSON.stringify(list)}\n`;
}

/** What a query asks of a list. Without saying how, a revision means that or a later one, unless pages are wanted. */
function listOptions(query: URLSearchParams) {
  const of = (name: string) => query.get(name) ?? undefined;
  const resourceVersion = of('resourceVersion');
  const limit = Number(of('limit') ?? 0);
  const lenient = resourceVersion !== undefined && limit === 0 ? 'NotOlderThan' : undefined;
  return {
    labelSelector: of('labelSelector'),
    fieldSelector: of('fieldSelector'),
    resourceVersion,
    resourceVersionMatch: of('resourceVersionMatch') ?? lenient,
    limit,
    continue: of('continue'),
  };
}
