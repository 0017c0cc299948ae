// What the inspector says about a thing in a few lines.
import type {
  ClientView,
  NodeView,
  PodView,
  ServiceView,
  WayView,
  WorkloadView,
} from '../../../preload/contract/views.ts';
import type { LoadPattern, LoadSource, LoadSpec } from '../../../preload/contract/inputs.ts';
import { bytesText, percentText, shortClock, spanText } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { EntityRef } from '../../scene/entity.ts';
import { linkWords } from '../../scene/stage/draw-link-state.ts';
import { hasEnded, mainImage } from '../../scene/stage/draw-pod.ts';
import type { ClusterState } from '../../stores/cluster-state.ts';
import { portsText } from '../stage/entity-summary.ts';

type Fact = readonly [name: string, value: string];

export function factsOf(state: ClusterState, { kind, key }: EntityRef, timeUs: number, t: Translate): readonly Fact[] {
  const facts = <T>(entity: T | undefined, tell: (entity: T) => readonly (readonly [string, string | undefined])[]) =>
    entity === undefined ? [] : tell(entity).filter((fact): fact is Fact => fact[1] !== undefined && fact[1] !== '');
  switch (kind) {
    case 'pod':
      return facts(state.pods.get(key), (pod) => podFacts(pod, timeUs, t));
    case 'node':
      return facts(state.nodes.get(key), (node) => nodeFacts(state, node, t));
    case 'service':
      return facts(state.services.get(key), (service) => serviceFacts(service, t));
    case 'workload':
      return facts(state.workloads.get(key), (workload) => workloadFacts(workload, t));
    case 'client':
      return facts(state.clients.get(key), (client) => clientFacts(client, t));
  }
}

function podFacts(pod: PodView, timeUs: number, t: Translate): readonly (readonly [string, string | undefined])[] {
  const lasting = pod.containers.filter(({ kind }) => kind !== 'init').length;
  return [
    [t('fact.node'), pod.node],
    [t('fact.ip'), pod.ip],
    [t('fact.owner'), pod.fromFile ? t('fact.static') : pod.owner && `${pod.owner.kind}/${pod.owner.name}`],
    [t('fact.image'), mainImage(pod)],
    [t('fact.ready'), `${pod.readyContainers}/${lasting}`],
    [t('fact.restarts'), pod.restarts === 0 ? undefined : String(pod.restarts)],
    [t('fact.grace'), graceText(pod, timeUs, t)],
  ];
}

function graceText(pod: PodView, timeUs: number, t: Translate): string | undefined {
  const { deleting } = pod;
  if (!deleting) return undefined;
  if (hasEnded(pod)) return t('fact.grace-over');
  const seconds = (spanUs: number): number => Math.max(0, Math.ceil(spanUs / 1_000_000));
  return t('fact.grace-left', {
    left: seconds(deleting.killUs - timeUs),
    total: seconds(deleting.killUs - deleting.sinceUs),
  });
}

function nodeFacts(
  state: ClusterState,
  node: NodeView,
  t: Translate,
): readonly (readonly [string, string | undefined])[] {
  const pods = [...state.pods.values()].filter((pod) => pod.node === node.name).length;
  const { cpuMilli: cpu, memoryBytes: memory, rules } = node;
  return [
    [t('fact.role'), t(node.controlPlane ? 'stage.control-plane' : 'stage.worker')],
    [t('fact.ip'), node.ip],
    [t('fact.pod-range'), node.podCidr],
    [t('fact.taints'), node.taints.join(', ')],
    [t('fact.cpu'), t('fact.requested', { requested: cores(cpu.requested), capacity: cores(cpu.capacity) })],
    [
      t('fact.memory'),
      t('fact.requested', { requested: bytesText(memory.requested), capacity: bytesText(memory.capacity) }),
    ],
    [t('fact.pods'), `${pods} / ${node.podsMax}`],
    [t('fact.cable'), [linkWords(node, t), ...node.ways.map((way) => wayText(way, t))].filter(Boolean).join('; ')],
    [
      t('fact.disk'),
      node.diskFilled === 0 ? undefined : t('fact.disk-filled', { percent: Math.round(node.diskFilled * 100) }),
    ],
    [
      t('fact.rules'),
      rules &&
        t('fact.rules-written', {
          rules: rules.rules,
          services: rules.services,
          time: shortClock(rules.syncedUs, true),
        }),
    ],
  ];
}

function wayText({ peer, ...cable }: WayView, t: Translate): string {
  return `${t('link.way-to', { peer })}: ${linkWords({ cable }, t) ?? ''}`;
}

function serviceFacts(service: ServiceView, t: Translate): readonly (readonly [string, string | undefined])[] {
  const ready = service.endpoints.filter((endpoint) => endpoint.ready);
  return [
    [t('fact.type'), service.type],
    [t('fact.cluster-ip'), service.clusterIp],
    [t('fact.ports'), portsText(service)],
    [t('fact.endpoints'), `${ready.length}/${service.endpoints.length}`],
  ];
}

function workloadFacts({ kind, desired, current, ready }: WorkloadView, t: Translate): readonly Fact[] {
  return [
    [t('fact.kind'), kind],
    [t('fact.replicas'), t('fact.replicas-of', { ready, current, desired })],
  ];
}

function clientFacts(
  { ratePerSecond, load, recent }: ClientView,
  t: Translate,
): readonly (readonly [string, string | undefined])[] {
  const { requests, failed, p50Us, p95Us, p99Us } = recent;
  return [
    [t('fact.rate'), t('stage.rate', { rate: ratePerSecond })],
    [t('fact.pattern'), load?.pattern && patternText(load.pattern, t)],
    [t('fact.source'), load?.source && sourceText(load.source)],
    [t('fact.target'), load && targetText(load, t)],
    [t('fact.connections'), load?.connections === undefined ? undefined : String(load.connections)],
    [t('fact.answered'), requests === 0 ? undefined : percentText(1 - failed / requests)],
    [
      t('fact.latency'),
      requests === 0
        ? undefined
        : t('fact.latency-of', { p50: spanText(p50Us), p95: spanText(p95Us), p99: spanText(p99Us) }),
    ],
  ];
}

function patternText(pattern: LoadPattern, t: Translate): string {
  switch (pattern.kind) {
    case 'ramp':
      return t('fact.ramp', { from: pattern.fromPerSecond, over: pattern.overSeconds });
    case 'spike': {
      const { peakPerSecond: peak, everySeconds: every, lastsSeconds: lasts } = pattern;
      return t('fact.spike', { peak, every, lasts });
    }
  }
}

function sourceText(source: LoadSource): string {
  return 'node' in source ? source.node : `${source.namespace}/${source.pod}`;
}

function targetText({ target, path }: LoadSpec, t: Translate): string {
  const where = target === 'all-node-ports' ? t('load.all-node-ports') : `${target.namespace}/${target.service}`;
  return path === '/' ? where : `${where} ${path}`;
}

function cores(milli: number): string {
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}
