// Turns an act into an input. Pods that chance has named are looked up at that instant, and so is what is not there.
import type { EngineInput } from '../../../../preload/contract/inputs.ts';
import type { Pod } from '../../api/generated/types.ts';
import type { Cluster } from '../../cluster.ts';
import type { Act, PodDeed } from './step.ts';
import { NAMES, manifest } from './manifest.ts';

const SYSTEM = new Set(['kube-system', 'kube-flannel', 'kube-public', 'kube-node-lease']);

/** The input that the act is at present; undefined when there is no Pod to do it to. */
export function inputOf(act: Act, cluster: Cluster): EngineInput | undefined {
  if (act.type === 'input') return aimed(act.input, cluster);
  const pods = [...cluster.server.store.all('pods')].filter(({ metadata }) => !SYSTEM.has(metadata?.namespace ?? ''));
  pods.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const pod = pods[act.pick % Math.max(pods.length, 1)];
  return pod && deedOn(pod, act.deed);
}

/** A change or deletion of what is not there is aimed at another object of its kind, if there is one. */
function aimed(input: EngineInput, { server }: Cluster): EngineInput {
  if (input.type !== 'request' || (input.request.verb !== 'patch' && input.request.verb !== 'delete')) return input;
  const { request } = input;
  const kind = server.kindOf(request.resource);
  if (!kind || (request.verb === 'patch' && request.patchType === 'apply')) return input;
  const names = [...server.store.all(server.tableOf(kind))].map(
    ({ metadata }) => [metadata?.namespace ?? '', metadata?.name ?? ''] as const,
  );
  if (names.some(([namespace, name]) => namespace === (request.namespace ?? '') && name === request.name)) return input;
  const other = names.filter(([, name]) => NAMES.some((known) => known === name)).sort(byText)[0];
  return other ? { ...input, request: { ...request, namespace: other[0], name: other[1] } } : input;
}

const byText = (a: readonly [string, string], b: readonly [string, string]) => (a.join('/') < b.join('/') ? -1 : 1);

const keyOf = ({ metadata }: Pod): string => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;

function deedOn({ metadata, spec }: Pod, deed: PodDeed): EngineInput {
  const { namespace = '', name = '' } = metadata ?? {};
  const place = { resource: 'pods', namespace, name };
  const merged = (patch: unknown): EngineInput => ({
    type: 'request',
    request: { ...place, verb: 'patch', patchType: 'merge', patch },
  });
  switch (deed.do) {
    case 'delete':
      return { type: 'request', request: { ...place, verb: 'delete', gracePeriodSeconds: deed.graceSeconds } };
    case 'evict': {
      const object = manifest('policy/v1', 'Eviction', { namespace, name });
      return { type: 'request', request: { ...place, verb: 'create', subresource: 'eviction', object } };
    }
    case 'kill':
      return { type: 'kill-container', namespace, pod: name, container: spec?.containers[0]?.name ?? '' };
    case 'exec': {
      const container = spec?.containers[0]?.name ?? '';
      return { type: 'exec', exec: { namespace, pod: name, container, argv: ['sh', '-c', deed.script] } };
    }
    case 'relabel':
      return merged({ metadata: { labels: { app: deed.value } } });
    case 'hold':
      return merged({ metadata: { finalizers: deed.finalizers } });
    case 'change-image': {
      const patch = { spec: { containers: [{ name: 'main', image: deed.image }] } };
      return { type: 'request', request: { ...place, verb: 'patch', patchType: 'strategic', patch } };
    }
  }
}
