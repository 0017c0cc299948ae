import type { Condition, PodView } from '../../../preload/contract/views.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { EntityRef } from '../../scene/entity.ts';
import type { ClusterState } from '../../stores/cluster-state.ts';

export interface OutlineRow {
  readonly id: string;
  readonly level: 1 | 2;
  readonly title: string;
  /** Undefined for headings. */
  readonly entity?: EntityRef;
  readonly uid?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly node?: string | undefined;
  readonly condition?: Condition;
  readonly status: string;
  readonly pod?: PodView;
  /** More data attributes. */
  readonly data?: Readonly<Record<string, string | number>>;
}

/** A list of thousands helps nobody; the stage shows them all. */
const podsMax = 500;

export function outlineOf(
  state: ClusterState,
  t: Translate,
): { readonly rows: readonly OutlineRow[]; readonly leftOut: number } {
  const pods = [...state.pods.values()].sort((a, b) => a.createdUs - b.createdUs || (a.name < b.name ? -1 : 1));
  const shown = pods.slice(-podsMax);
  const byNode = new Map<string, PodView[]>();
  for (const pod of shown) byNode.set(pod.node ?? '', [...(byNode.get(pod.node ?? '') ?? []), pod]);
  return {
    rows: [...nodeRows(state, byNode, t), ...waitingRows(byNode, t), ...otherRows(state, t)],
    leftOut: pods.length - shown.length,
  };
}

function nodeRows(
  state: ClusterState,
  byNode: ReadonlyMap<string, readonly PodView[]>,
  t: Translate,
): readonly OutlineRow[] {
  const nodes = [...state.nodes.values()].sort(
    (a, b) => Number(b.controlPlane) - Number(a.controlPlane) || (a.name < b.name ? -1 : 1),
  );
  const rows = nodes.flatMap((node): readonly OutlineRow[] => [
    {
      id: `node-${node.name}`,
      level: 1,
      title: node.name,
      entity: { kind: 'node', key: node.name },
      uid: node.uid,
      name: node.name,
      condition: node.condition,
      status: node.powered ? node.status : t('stage.powered-off'),
      data: { 'data-cable': node.cable.up ? 'in' : 'out', 'data-pressures': node.pressures.join(' ') },
    },
    ...(byNode.get(node.name) ?? []).map(podRow),
  ]);
  return withHeading('nodes', t('outline.nodes'), rows);
}

function waitingRows(byNode: ReadonlyMap<string, readonly PodView[]>, t: Translate): readonly OutlineRow[] {
  return withHeading('waiting', t('outline.unscheduled'), (byNode.get('') ?? []).map(podRow));
}

function podRow(pod: PodView): OutlineRow {
  return {
    id: pod.uid,
    level: 2,
    title: pod.name,
    entity: { kind: 'pod', key: pod.uid },
    uid: pod.uid,
    name: pod.name,
    namespace: pod.namespace,
    node: pod.node,
    condition: pod.condition,
    status: pod.status,
    pod,
    data: { 'data-ip': pod.ip ?? '', 'data-restarts': pod.restarts },
  };
}

function otherRows(state: ClusterState, t: Translate): readonly OutlineRow[] {
  const services = [...state.services.values()].map((service): OutlineRow => {
    const { uid, namespace, name } = service;
    const ready = service.endpoints.filter((endpoint) => endpoint.ready).length;
    const status = t('stage.endpoints', { ready, total: service.endpoints.length });
    const nodePorts = service.ports.flatMap(({ nodePort }) => nodePort ?? []).join(' ');
    return {
      id: uid,
      level: 1,
      title: name,
      entity: { kind: 'service', key: uid },
      uid,
      name,
      namespace,
      status,
      data: { 'data-ready': ready, 'data-node-ports': nodePorts },
    };
  });
  const workloads = [...state.workloads.values()].map(({ uid, namespace, name, ready, desired }): OutlineRow => ({
    id: uid,
    level: 1,
    title: name,
    entity: { kind: 'workload', key: uid },
    uid,
    name,
    namespace,
    status: `${ready}/${desired}`,
  }));
  const clients = [...state.clients.values()].map(({ name, ratePerSecond, recent }): OutlineRow => ({
    id: `client-${name}`,
    level: 1,
    title: name,
    entity: { kind: 'client', key: name },
    name,
    status: t('stage.rate', { rate: ratePerSecond }),
    data: {
      'data-requests': recent.requests,
      'data-failed': recent.failed,
      'data-p95-us': recent.p95Us,
      'data-by-pod': JSON.stringify(recent.byPod),
    },
  }));
  return [
    ...withHeading('services', t('outline.services'), services),
    ...withHeading('workloads', t('outline.workloads'), workloads),
    ...withHeading('clients', t('outline.clients'), clients),
  ];
}

function withHeading(id: string, title: string, rows: readonly OutlineRow[]): readonly OutlineRow[] {
  return rows.length === 0 ? [] : [{ id: `heading-${id}`, level: 1, title, status: '' }, ...rows];
}
