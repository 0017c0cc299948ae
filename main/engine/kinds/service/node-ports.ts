// Models pkg/registry/core/service/portallocator and initNodePorts, updateNodePorts in
// pkg/registry/core/service/storage/alloc.go (v1.35): the ports that Services have on every node.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Service } from '../../api/generated/types.ts';
import type { AdmissionContext } from '../../api/resources.ts';
import { internalError, invalid as invalidObject } from '../../api/status.ts';
import { invalid } from '../faults.ts';
import type { Allocated } from './cluster-ips.ts';
import type { ServiceSpecDraft } from './types.ts';

const TRIES_MAX = 32;
const services = { group: '', resource: 'services', kind: 'Service' };

/**
 * Gives every port of a Service its port on the nodes: the one that is asked for, or any. Ports of one number, for TCP
 * and UDP, share theirs. What `previous` holds already stays with it.
 */
export function allocateNodePorts(
  spec: ServiceSpecDraft,
  name: string,
  previous: Service | undefined,
  context: AdmissionContext,
): ApiStatus | undefined {
  const taken = portsInUse(context);
  const own = new Set((previous?.spec?.ports ?? []).map(({ nodePort }) => nodePort));
  const byPort = new Map<number, number>();
  for (const [index, port] of (spec.ports ?? []).entries()) {
    const shared = byPort.get(port.port ?? 0);
    const wanted = port.nodePort || shared || askedFor(spec, port.port);
    if (wanted !== undefined && (own.has(wanted) || wanted === shared)) {
      port.nodePort = wanted;
    } else {
      const allocated = wanted === undefined ? anyPort(taken, context) : takePort(wanted, taken, context);
      if (!allocated.ok) return refusal(name, index, wanted, allocated.why);
      port.nodePort = allocated.value;
    }
    taken.add(port.nodePort);
    byPort.set(port.port ?? 0, port.nodePort);
  }
  return undefined;
}

/** Gives a load balancer the port at which nodes say whether they have endpoints: the one that is asked for, or any. */
export function allocateHealthCheckPort(
  spec: ServiceSpecDraft,
  previous: Service | undefined,
  context: AdmissionContext,
): ApiStatus | undefined {
  const wanted = spec.healthCheckNodePort || previous?.spec?.healthCheckNodePort || 0;
  const taken = portsInUse(context);
  for (const { nodePort } of spec.ports ?? []) if (nodePort) taken.add(nodePort);
  const kept = wanted !== 0 && wanted === previous?.spec?.healthCheckNodePort;
  const allocated: Allocated<number> = kept
    ? { ok: true, value: wanted }
    : wanted === 0
      ? anyPort(taken, context)
      : takePort(wanted, taken, context);
  if (!allocated.ok) {
    const what = wanted === 0 ? 'a HealthCheck NodePort' : `requested HealthCheck NodePort ${wanted}`;
    return internalError(`failed to allocate ${what}: ${allocated.why}`);
  }
  spec.healthCheckNodePort = allocated.value;
  return undefined;
}

/** The node port that another entry of the same number asks for. */
function askedFor({ ports = [] }: ServiceSpecDraft, number: number | undefined): number | undefined {
  return ports.find(({ port, nodePort }) => port === number && nodePort)?.nodePort;
}

function portsInUse(context: AdmissionContext): Set<number> {
  const taken = new Set<number>();
  for (const { spec } of context.all('services')) {
    for (const { nodePort } of spec?.ports ?? []) if (nodePort) taken.add(nodePort);
    if (spec?.healthCheckNodePort) taken.add(spec.healthCheckNodePort);
  }
  return taken;
}

function takePort(wanted: number, taken: ReadonlySet<number>, { settings }: AdmissionContext): Allocated<number> {
  const { low, high } = settings.nodePorts;
  if (wanted < low || wanted > high) {
    return { ok: false, why: `provided port is not in the valid range. The range of valid ports is ${low}-${high}` };
  }
  return taken.has(wanted) ? { ok: false, why: 'provided port is already allocated' } : { ok: true, value: wanted };
}

function anyPort(taken: ReadonlySet<number>, { settings, random }: AdmissionContext): Allocated<number> {
  const { low, high } = settings.nodePorts;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = random.int(low, high);
    if (!taken.has(port)) return { ok: true, value: port };
  }
  for (let port = low; port <= high; port++) if (!taken.has(port)) return { ok: true, value: port };
  return { ok: false, why: 'range is full' };
}

function refusal(name: string, index: number, wanted: number | undefined, why: string): ApiStatus {
  if (wanted === undefined) return internalError(`failed to allocate a nodePort: ${why}`);
  return invalidObject(services, name, [invalid(`spec.ports[${index}].nodePort`, wanted, why)]);
}
