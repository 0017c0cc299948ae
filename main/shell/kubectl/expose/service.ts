// Models createService of staging/src/k8s.io/kubectl/pkg/cmd/expose/expose.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Flags } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { parseLabels } from '../writing/parse-labels.ts';
import { type FoundPort, portsOf } from './introspection.ts';

const NAME_MAX = 63;

/** The labels of `--selector`; undefined without one. */
export const selectorFlag = (flags: Flags): Readonly<Record<string, string>> | undefined =>
  flags.text('selector') === '' ? undefined : parseLabels(flags.text('selector'));

/** The Service that exposes `object`. Throws PlainError where flags and object say too little. */
export function exposingService(
  flags: Flags,
  name: string,
  object: KubeObject,
  selector: Readonly<Record<string, string>>,
): KubeObject {
  const labels = flags.text('labels') === '' ? object.metadata?.labels : parseLabels(flags.text('labels'));
  const ports = servicePorts(flags, portsOf(object));
  const metadata = {
    name: flags.text('name') || name.slice(0, NAME_MAX),
    ...(labels && Object.keys(labels).length > 0 && { labels }),
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector, ...(ports.length > 0 && { ports }), ...settingsOf(flags) },
    status: { loadBalancer: {} },
  };
  return service;
}

interface ServicePort extends FoundPort {
  readonly name?: string;
  readonly targetPort: number | string;
}

function servicePorts(flags: Flags, found: readonly FoundPort[]): readonly ServicePort[] {
  const ports = portNumbers(flags, found);
  const several = ports.length > 1;
  return ports.flatMap((port, index) => {
    const protocols = protocolsOf(flags, found, port);
    const target = flags.text('target-port');
    const targetPort = target === '' ? port : /^\d+$/.test(target) ? Number(target) : target;
    const base = `port-${index + 1}`;
    return protocols.map((protocol): ServicePort => {
      const name = protocols.length > 1 ? `${base}-${protocol.toLowerCase()}` : several ? base : undefined;
      return { ...(name !== undefined && { name }), port, protocol, targetPort };
    });
  });
}

function portNumbers(flags: Flags, found: readonly FoundPort[]): readonly number[] {
  const text = flags.text('port');
  if (text === '') {
    if (found.length === 0 && flags.text('cluster-ip') !== 'None') {
      throw new PlainError("couldn't find port via --port flag or introspection");
    }
    return found.map(({ port }) => port);
  }
  return text.split(',').map((part) => {
    if (/^[-+]?\d+$/.test(part)) return Number(part);
    throw new PlainError(`strconv.Atoi: parsing ${JSON.stringify(part)}: invalid syntax`);
  });
}

function protocolsOf(flags: Flags, found: readonly FoundPort[], port: number): readonly string[] {
  const asked = flags.text('protocol');
  if (asked !== '') return [asked];
  const own = found.filter((one) => one.port === port).map(({ protocol }) => protocol);
  return own.length > 0 ? [...new Set(own)] : ['TCP'];
}

function settingsOf(flags: Flags): object {
  const [type, externalIp, affinity, clusterIP] = ['type', 'external-ip', 'session-affinity', 'cluster-ip'].map(
    (name) => flags.text(name),
  );
  if (affinity && affinity !== 'None' && affinity !== 'ClientIP') {
    throw new PlainError(`unknown session affinity: ${affinity}`);
  }
  const loadBalancerIP = type === 'LoadBalancer' ? flags.text('load-balancer-ip') : '';
  return {
    ...(type && { type }),
    ...(externalIp && { externalIPs: [externalIp] }),
    ...(loadBalancerIP && { loadBalancerIP }),
    ...(affinity && { sessionAffinity: affinity }),
    ...(clusterIP && { clusterIP }),
  };
}
