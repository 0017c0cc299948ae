// An API server for tests of the kinds' rules: storage is up, a namespace `default` is there, nobody else is.
import { parse } from 'yaml';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { handleRequest } from '../../api/request.ts';
import type { ClusterSettings, KindMap, PrintContext, ResourceName } from '../../api/resources.ts';
import { ApiServer } from '../../api/server.ts';
import { Kernel } from '../../kernel/kernel.ts';
import { admission } from '../admission/chain.ts';
import { customKind } from '../custom-resource/definition.ts';
import { kindByKind, kinds } from '../registry.ts';

const settings: ClusterSettings = {
  clusterName: 'kubernetes',
  apiServerAddress: '10.0.0.231:6443',
  serviceCidr: '10.200.0.0/16',
  podCidr: '10.100.0.0/16',
  nodePorts: { low: 30000, high: 32767 },
};

export class KindsServer {
  readonly server: ApiServer;

  constructor(changes: Partial<ClusterSettings> = {}) {
    this.server = new ApiServer(new Kernel(1), kinds, { ...settings, ...changes }, customKind, admission);
    this.server.serving = true;
    this.server.storageUp = true;
    this.apply('{apiVersion: v1, kind: Namespace, metadata: {name: default}}');
  }

  /** Creates the object of a manifest, or replaces it where it exists. Throws the API's message when that is refused. */
  apply(manifest: string): KubeObject {
    const answer = this.#send(parse(manifest) as KubeObject);
    if (!answer.ok) throw new Error(answer.status.message);
    return answer.object;
  }

  /** The API's message about a manifest; empty when it was accepted. */
  refusal(manifest: string): string {
    const answer = this.#send(parse(manifest) as KubeObject);
    return answer.ok ? '' : answer.status.message;
  }

  /** The object of that name in `default`, which must be there. */
  get<R extends ResourceName>(resource: R, name: string): KindMap[R] {
    const answer = this.server.get(resource, kinds[resource].namespaced ? 'default' : '', name);
    if (!answer.ok) throw new Error(answer.status.message);
    return answer.object;
  }

  #send(object: KubeObject) {
    const resource = kindByKind(object.apiVersion ?? '', object.kind ?? '');
    if (!resource) throw new Error(`not served: ${object.kind ?? ''}`);
    const { name = '', namespace = 'default' } = object.metadata ?? {};
    const exists = this.server.get(resource, kinds[resource].namespaced ? namespace : '', name).ok;
    const answer = handleRequest(this.server, 'person', {
      ...(exists ? { verb: 'update', name } : { verb: 'create' }),
      resource,
      namespace,
      object,
    });
    if (answer.ok && 'items' in answer) throw new Error('one object was expected');
    return answer;
  }
}

/** What printing sees at a moment, given the objects that are there. */
export function printContext(
  now: PrintContext['now'],
  objects: { readonly [R in ResourceName]?: readonly KindMap[R][] } = {},
): PrintContext {
  return { now, list: (resource) => objects[resource] ?? [] };
}
