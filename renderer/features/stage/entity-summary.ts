// What is said about a thing at a glance: in tooltips and in the outline.
import type { Condition, NodeView, PodView, ServiceView } from '../../../preload/contract/views.ts';
import { percentText } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { EntityRef } from '../../scene/entity.ts';
import { mainImage } from '../../scene/stage/draw-pod.ts';
import type { ClusterState } from '../../stores/cluster-state.ts';

export interface Summary {
  readonly title: string;
  readonly status: string;
  readonly condition?: Condition;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** Undefined when it is gone. */
export function summaryOf(state: ClusterState, { kind, key }: EntityRef, t: Translate): Summary | undefined {
  switch (kind) {
    case 'pod': {
      const pod = state.pods.get(key);
      return pod && podSummary(pod, t);
    }
    case 'node': {
      const node = state.nodes.get(key);
      return node && nodeSummary(node, t);
    }
    case 'service': {
      const service = state.services.get(key);
      return service && serviceSummary(service, t);
    }
    case 'workload': {
      const workload = state.workloads.get(key);
      if (!workload) return undefined;
      const { kind: workloadKind, namespace, name, ready, current, desired } = workload;
      return {
        title: `${namespace}/${name}`,
        status: workloadKind,
        facts: [[t('fact.replicas'), t('fact.replicas-of', { ready, current, desired })]],
      };
    }
    case 'client': {
      const client = state.clients.get(key);
      if (!client) return undefined;
      const { requests, failed } = client.recent;
      const answered = requests === 0 ? '' : percentText(1 - failed / requests);
      return {
        title: client.name,
        status: t('stage.rate', { rate: client.ratePerSecond }),
        facts: [[t('fact.answered'), answered]],
      };
    }
  }
}

function podSummary(pod: PodView, t: Translate): Summary {
  const facts: (readonly [string, string | undefined])[] = [
    [t('fact.node'), pod.node],
    [t('fact.ip'), pod.ip],
    [t('fact.owner'), pod.owner && `${pod.owner.kind}/${pod.owner.name}`],
    [t('fact.image'), mainImage(pod)],
    [t('fact.waiting-for'), waitingFor(pod)],
    [t('fact.restarts'), pod.restarts === 0 ? undefined : String(pod.restarts)],
  ];
  return {
    title: `${pod.namespace}/${pod.name}`,
    status: `${pod.status} · ${pod.readyContainers}/${pod.containers.filter(({ kind }) => kind !== 'init').length}`,
    condition: pod.condition,
    facts: facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined),
  };
}

function waitingFor(pod: PodView): string | undefined {
  const reasons = pod.containers
    .filter(({ state, reason }) => state === 'waiting' && reason !== '')
    .map(({ name, reason }) => `${name}: ${reason}`);
  return reasons.length === 0 ? undefined : reasons.join(', ');
}

function nodeSummary(node: NodeView, t: Translate): Summary {
  return {
    title: node.name,
    status: node.powered ? node.status : t('stage.powered-off'),
    // The cluster believes for a while that all is well; whoever sees the machine knows better.
    condition: node.powered ? node.condition : 'failed',
    facts: [
      [t('fact.ip'), node.ip],
      [t('fact.pod-range'), node.podCidr],
      ...(node.taints.length > 0 ? [[t('fact.taints'), node.taints.join(', ')] as const] : []),
    ],
  };
}

function serviceSummary(service: ServiceView, t: Translate): Summary {
  const ready = service.endpoints.filter((endpoint) => endpoint.ready).length;
  return {
    title: `${service.namespace}/${service.name}`,
    status: service.type,
    facts: [
      [t('fact.cluster-ip'), service.clusterIp],
      [t('fact.ports'), portsText(service)],
      [t('fact.endpoints'), `${ready}/${service.endpoints.length}`],
    ],
  };
}

/** As the PORT(S) column of kubectl. */
export function portsText({ ports }: ServiceView): string {
  return ports
    .map(({ port, nodePort, protocol }) =>
      nodePort === undefined ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
    )
    .join(', ');
}
