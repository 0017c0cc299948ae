// `kubectl get --raw`: the few paths of the API server that tell of itself, and the objects below /api and /apis.
import { ask, refusalOf } from './api.ts';
import type { CommandContext } from './command.ts';
import { ServerRefusal } from './errors/errors.ts';
import { groupVersionOf, servedResources } from './resources/mapper.ts';
import { serverVersion } from './versions.ts';
import { unknownResource } from '../../engine/api/status.ts';

/** Prints what stands at `path`. Throws ServerRefusal when nothing does. */
export async function getRaw(context: CommandContext, path: string): Promise<number> {
  // Any request finds out whether the server is there at all.
  const answer = await context.client.request({ verb: 'get', resource: 'namespaces', name: 'default' });
  if (!answer.ok && answer.status.code === 0) throw refusalOf(context, answer.status);
  const [bare = ''] = path.split('?');
  const text = aboutServer(context, bare.replace(/\/$/, '')) ?? (await objectsAt(context, bare));
  if (text === undefined) throw new ServerRefusal(unknownResource());
  context.out(text);
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

async function objectsAt(context: CommandContext, path: string): Promise<string | undefined> {
  const match = /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?$/.exec(path);
  if (!match) return undefined;
  const [, group = '', version = '', namespace, resource = '', name] = match;
  const served = servedResources(context.client).find(
    (one) => one.group === group && one.version === version && one.resource === resource,
  );
  if (!served) return undefined;
  const where = { resource, ...(namespace !== undefined && { namespace }) };
  if (name !== undefined) {
    const { object } = await ask(context, { ...where, verb: 'get', name });
    return `${JSON.stringify(object)}\n`;
  }
  const { items = [], revision = '' } = await ask(context, { ...where, verb: 'list' });
  const list = {
    kind: `${served.kind}List`,
    apiVersion: groupVersionOf(served),
    metadata: { resourceVersion: revision },
    items,
  };
  return `${JSON.stringify(list)}\n`;
}
