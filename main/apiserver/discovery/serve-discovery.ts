import { unknownResource } from '../../engine/api/status.ts';
import type { ApiClient } from '../../shell/api-client.ts';
import { negotiate } from '../http/accept.ts';
import type { Exchange } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { Reply } from '../http/reply.ts';
import { AGGREGATED_TYPE, aggregated } from './aggregated.ts';
import { type ApiGroup, groupsOf } from './groups.ts';
import { apiVersions, groupList, groupOf, resourceList } from './legacy.ts';

const LIST = 'APIGroupDiscoveryList';

/** Answers `/api`, `/apis` and what stands below them but is no resource. Throws Refusal for what is not served. */
export function serveDiscovery({ client, path, request, kept }: Exchange): Reply {
  const [, root, ...below] = path.replace(/\/+$/, '').split('/');
  const served = client.discover();
  const groups = () => groupsOf(served).filter(({ name }) => (name === '') === (root === 'api'));
  if (below.length > 0) {
    const [name = '', version] = root === 'api' ? ['', ...below] : below;
    return kept.about(served, `${name}/${version ?? ''}`, () => groupReply(client, groups(), name, version));
  }
  const { as, version } = negotiate(request.headers.accept, [LIST]);
  if (as === LIST && version === 'v2') {
    return kept.about(served, `${root ?? ''} aggregated`, () => ({
      code: 200,
      body: aggregated(client, groups()),
      contentType: AGGREGATED_TYPE,
    }));
  }
  if (root === 'api') return { code: 200, body: apiVersions(request.headers.host ?? '') };
  return kept.about(served, 'groups', () => ({ code: 200, body: groupList(groups()) }));
}

function groupReply(client: ApiClient, groups: readonly ApiGroup[], name: string, version: string | undefined): Reply {
  const group = groups.find((one) => one.name === name);
  if (!group) throw new Refusal(unknownResource());
  if (version === undefined) return { code: 200, body: groupOf(group) };
  const served = group.versions.find((one) => one.version === version);
  if (!served) throw new Refusal(unknownResource());
  return { code: 200, body: resourceList(client, group.name, served) };
}
