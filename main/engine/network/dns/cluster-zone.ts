// Models plugin/kubernetes of CoreDNS (v1.13): the names of Services, their endpoints and Pods, after the rules of the
// specification "Kubernetes DNS-Based Service Discovery" 1.1.0.
import type { EndpointSlice, Service } from '../../api/generated/types.ts';
import { parseIp } from '../cidr.ts';
import { type Question, type RecordType, type Reply, type ResourceRecord, bare } from './message.ts';
import { type Target, targetsOf } from './targets.ts';

/** What the server has seen of the cluster. */
export interface ClusterView {
  hasNamespace(name: string): boolean;
  service(namespace: string, name: string): Service | undefined;
  slicesOf(namespace: string, service: string): readonly EndpointSlice[];
  /** The Service whose cluster IP this is, or the endpoints with names that have it. */
  ownersOf(ip: string): readonly Owner[];
}

/** Whose an address is: a Service's, or with `host` an endpoint's. */
export interface Owner {
  readonly namespace: string;
  readonly service: string;
  readonly host?: string;
}

/** What names a Service, an endpoint or a Pod has below the zone. */
interface PlaceName {
  readonly port: string | undefined;
  readonly protocol: string | undefined;
  readonly endpoint: string | undefined;
  readonly service: string;
  readonly namespace: string;
  readonly kind: 'svc' | 'pod';
}

const SPEC_VERSION = '1.1.0';
const REVERSE = '.in-addr.arpa';

/** How the zone is told. */
export interface ZoneSettings {
  /** How long records may be remembered, and how long that a name is missing. */
  readonly ttlSeconds: number;
  /** Whether addresses of Pods are told by their names. */
  readonly pods: boolean;
}

/** The answer to a question about the zone; undefined when the name belongs to none that the server knows. */
export function answerFromZone(
  zone: string,
  view: ClusterView,
  question: Question,
  { ttlSeconds, pods }: ZoneSettings,
): Reply | undefined {
  const reply = answerTimeless(zone, { ...view, pods }, question);
  const timed = (record: ResourceRecord) => ({
    ...record,
    ttlSeconds,
    data: record.data.replace(LIFETIME, String(ttlSeconds)),
  });
  return (
    reply && {
      code: reply.code,
      answers: reply.answers.map(timed),
      authority: reply.authority.map(timed),
      additional: reply.additional.map(timed),
    }
  );
}

/** Stands for the time that records may be remembered. */
const LIFETIME = '<ttl>';

interface Told extends ClusterView {
  readonly pods: boolean;
}

function answerTimeless(zone: string, view: Told, question: Question): Reply | undefined {
  if (question.name.endsWith(REVERSE)) return answerReverse(zone, view, question);
  if (question.name === zone) return apex(zone, question);
  if (!question.name.endsWith(`.${zone}`)) return undefined;
  const below = question.name.slice(0, -zone.length - 1);
  if (below === 'dns-version') {
    return answered(zone, [recordOf(question.name, 'TXT', `"${SPEC_VERSION}"`)], question.type);
  }
  const place = placeOf(below.split('.'));
  if (place === 'above') return answered(zone, [], question.type);
  if (place === undefined) return missing(zone);
  if (place.service === '')
    return view.hasNamespace(place.namespace) ? answered(zone, [], question.type) : missing(zone);
  if (place.kind === 'pod' && !view.pods) return missing(zone);
  return place.kind === 'pod' ? answerPod(zone, view, place, question) : answerService(zone, view, place, question);
}

/** `[[_port._protocol | endpoint].]service.namespace.svc`; `above` for what has only names below it. */
function placeOf(labels: readonly string[]): PlaceName | 'above' | undefined {
  const rest = [...labels];
  const kind = rest.pop();
  if (kind !== 'svc' && kind !== 'pod') return undefined;
  const namespace = rest.pop();
  if (namespace === undefined) return 'above';
  const service = rest.pop() ?? '';
  const place: PlaceName = { port: undefined, protocol: undefined, endpoint: undefined, service, namespace, kind };
  const [first, second] = rest;
  if (rest.length === 0) return place;
  if (rest.length === 1) return { ...place, endpoint: first };
  return rest.length === 2 ? { ...place, port: bareLabel(first), protocol: bareLabel(second) } : undefined;
}

const bareLabel = (label: string | undefined) => label?.replace(/^_/, '');

function answerService(zone: string, view: Told, place: PlaceName, question: Question): Reply {
  const { namespace, service: name } = place;
  const service = view.service(namespace, name);
  if (!service || !view.hasNamespace(namespace)) return missing(zone);
  const targets = targetsOf(service, view.slicesOf(namespace, name), place);
  if (targets.length === 0) return missing(zone);
  const [first] = targets;
  if (first?.kind === 'name') return alias(zone, view, first.name, question);
  return question.type === 'SRV'
    ? answerSrv(zone, place, targets, question)
    : answered(zone, addressRecords(question.name, targets), question.type);
}

function addressRecords(name: string, targets: readonly Target[]): readonly ResourceRecord[] {
  const addresses = new Set(targets.flatMap((target) => (target.kind === 'address' ? [target.address] : [])));
  return [...addresses].map((address) => recordOf(name, 'A', address));
}

/** One record a port, and besides the addresses of the names to which they point. */
function answerSrv(zone: string, place: PlaceName, targets: readonly Target[], question: Question): Reply {
  const base = `${place.service}.${place.namespace}.svc.${zone}`;
  const weight = Math.floor(100 / targets.length);
  const answers = new Map<string, ResourceRecord>();
  const additional = new Map<string, ResourceRecord>();
  for (const target of targets) {
    if (target.kind === 'name') continue;
    const name = target.host === undefined ? base : `${target.host}.${base}`;
    const data = `0 ${weight} ${target.port} ${name}`;
    answers.set(data, recordOf(question.name, 'SRV', data));
    additional.set(`${name} ${target.address}`, recordOf(name, 'A', target.address));
  }
  return { ...answered(zone, [...answers.values()], 'SRV'), additional: [...additional.values()] };
}

/** An ExternalName: the other name, and what becomes of it if it is one of the zone's own. */
function alias(zone: string, view: Told, target: string, question: Question): Reply {
  const own = recordOf(question.name, 'CNAME', target);
  if (question.type !== 'A' && question.type !== 'CNAME') return answered(zone, [own], 'CNAME');
  const further = question.type === 'A' && target !== question.name ? { name: target, type: question.type } : undefined;
  const found = further && answerTimeless(zone, view, further);
  return { ...bare('NOERROR'), answers: [own, ...(found?.answers ?? [])] };
}

/** `10-100-1-5.namespace.pod`: every address, whether a Pod has it or not. */
function answerPod(zone: string, view: ClusterView, { namespace, service, endpoint }: PlaceName, question: Question) {
  const address = service.replaceAll('-', '.');
  const isOne = endpoint === undefined && parseIp(address) !== undefined && view.hasNamespace(namespace);
  return isOne ? answered(zone, [recordOf(question.name, 'A', address)], question.type) : missing(zone);
}

function answerReverse(zone: string, view: ClusterView, question: Question): Reply {
  const ip = question.name.slice(0, -REVERSE.length).split('.').reverse().join('.');
  const names = view.ownersOf(ip).map(({ host, service, namespace }) => {
    const name = `${service}.${namespace}.svc.${zone}`;
    return recordOf(question.name, 'PTR', host === undefined ? name : `${host}.${name}`);
  });
  return names.length === 0 ? bare('NXDOMAIN') : answered(zone, names, question.type);
}

function apex(zone: string, question: Question): Reply {
  const own = [recordOf(zone, 'NS', `ns.dns.${zone}`), authorityOf(zone)];
  return answered(zone, own, question.type);
}

/** Those of the records that were asked for; without any who speaks for the zone. */
function answered(zone: string, records: readonly ResourceRecord[], type: RecordType): Reply {
  const answers = records.filter((record) => record.type === type);
  return { code: 'NOERROR', answers, authority: answers.length === 0 ? [authorityOf(zone)] : [], additional: [] };
}

function missing(zone: string): Reply {
  return { ...bare('NXDOMAIN'), authority: [authorityOf(zone)] };
}

function authorityOf(zone: string): ResourceRecord {
  return recordOf(zone, 'SOA', `ns.dns.${zone} hostmaster.${zone} 1760000000 7200 1800 86400 ${LIFETIME}`);
}

function recordOf(name: string, type: RecordType, data: string): ResourceRecord {
  return { name, type, ttlSeconds: 0, data };
}
