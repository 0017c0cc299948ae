import { unknownResource } from '../../engine/api/status.ts';
import { negotiate } from '../http/accept.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { AGGREGATED_TYPE, aggregated } from './aggregated.ts';
import { groupsOf } from './groups.ts';
import { apiVersions, groupList, groupOf, resourceList } from './legacy.ts';

const LIST = 'APIGroupDiscoveryList';

/** Answers `/api`, `/apis` and what stands below them but is no resource. Throws Refusal for what is not served. */
export function serveDiscovery(exchange: Exchange): Reply {
  const { client, path, request } = exchange;
  const [, root, ...below] = path.replace(/\/+$/, '').split('/');
  const groups = groupsOf(client.discover());
  const named = root === 'api' ? groups.filter(({ name }) => name === '') : groups.filter(({ name }) => name !== '');
  if (below.length === 0) {
    const { as, version } = negotiate(request.headers.accept, [LIST]);
    if (as === LIST && version === 'v2') {
      return { code: 200, body: aggregated(client, named), contentType: AGGREGATED_TYPE };
    }
    const address = request.headers.host ?? '';
    return { code: 200, body: root === 'api' ? apiVersions(address) : groupList(named) };
  }
  const [name, version] = root === 'api' ? ['', below[0]] : below;
  const group = named.find((one) => one.name === name);
  if (!group) throw new Refusal(unknownResource());
  if (version === undefined) return { code: 200, body: groupOf(group) };
  const served = group.versions.find((one) => one.version === version);
  if (!served) throw new Refusal(unknownResource());
  return { code: 200, body: resourceList(client, group.name, served) };
}
