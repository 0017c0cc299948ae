// What people do with Services, Endpoints, Ingresses and NetworkPolicies.
import type { LoadSpec } from '../../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import type { RandomStream } from '../../../kernel/random.ts';
import { NAMES, NAMESPACES, applied, input, manifest, merged, request } from '../manifest.ts';
import type { Act } from '../step.ts';
import type { Generator } from './generator.ts';

/** The presets' visitors, who stay away. */
export const SILENCE: LoadSpec = { name: 'visitors', ratePerSecond: 0, target: 'all-node-ports', path: '/' };

const WORKLOADS = ['deployments', 'replicasets', 'statefulsets', 'daemonsets', 'replicationcontrollers'] as const;
const anySelector = (random: RandomStream) =>
  random.pick([{ app: random.pick(NAMES) }, { app: random.pick(NAMES), of: random.pick(WORKLOADS) }]);

function service(random: RandomStream): KubeObject {
  const ports = [{ name: 'web', port: 80, targetPort: 80 }];
  const selector = anySelector(random);
  const spec = random.pick<object>([
    { selector, ports },
    { selector, ports, type: 'NodePort' },
    { selector, ports: [{ ...ports[0], nodePort: 30_000 + random.int(0, 3) }], type: 'NodePort' },
    { selector, ports, type: 'LoadBalancer' },
    { selector, ports, clusterIP: 'None', publishNotReadyAddresses: random.int(0, 1) === 0 },
    { ports },
    { type: 'ExternalName', externalName: 'example.com' },
  ]);
  return manifest('v1', 'Service', { name: random.pick(NAMES) }, { spec });
}

function createService(random: RandomStream): Act {
  const [namespace, object] = [random.pick(NAMESPACES), service(random)];
  if (random.int(0, 1) === 0) return applied(namespace, object);
  return request({ verb: 'create', resource: 'services', namespace, object });
}

function changeService(random: RandomStream): Act {
  const place = { resource: 'services', namespace: random.pick(NAMESPACES), name: random.pick(NAMES) };
  const spec = random.pick<object>([
    { selector: anySelector(random) },
    { selector: null },
    { type: 'NodePort' },
    { type: 'ClusterIP' },
    { publishNotReadyAddresses: true },
  ]);
  return merged(place, { spec });
}

function endpoints(random: RandomStream): Act {
  const addresses = [{ ip: `192.0.2.${String(random.int(1, 9))}` }];
  const subsets = [{ addresses, ports: [{ name: 'web', port: 80 }] }];
  return applied(random.pick(NAMESPACES), manifest('v1', 'Endpoints', { name: random.pick(NAMES) }, { subsets }));
}

function ingress(random: RandomStream): Act {
  const backend = { service: { name: random.pick(NAMES), port: { number: 80 } } };
  const rules = [{ host: 'example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
  const name = random.pick(NAMES);
  return applied(random.pick(NAMESPACES), manifest('networking.k8s.io/v1', 'Ingress', { name }, { spec: { rules } }));
}

function networkPolicy(random: RandomStream): Act {
  const spec = { podSelector: { matchLabels: anySelector(random) }, policyTypes: ['Ingress'] };
  const metadata = { name: random.pick(NAMES) };
  return applied(random.pick(NAMESPACES), manifest('networking.k8s.io/v1', 'NetworkPolicy', metadata, { spec }));
}

function ingressClass(random: RandomStream): Act {
  const spec = { controller: 'example.com/gate' };
  return applied('default', manifest('networking.k8s.io/v1', 'IngressClass', { name: random.pick(NAMES) }, { spec }));
}

/** A slice that somebody else keeps for a Service. */
function slice(random: RandomStream): Act {
  const labels = { 'kubernetes.io/service-name': random.pick(NAMES) };
  const endpoints = [{ addresses: [`192.0.2.${String(random.int(1, 9))}`], conditions: { ready: true } }];
  const rest = { addressType: 'IPv4', ports: [{ name: 'web', port: 80 }], endpoints };
  const object = manifest('discovery.k8s.io/v1', 'EndpointSlice', { name: random.pick(NAMES), labels }, rest);
  return applied(random.pick(NAMESPACES), object);
}

const visitors = (random: RandomStream) =>
  input({ type: 'set-load', load: { ...SILENCE, ratePerSecond: random.pick([0, 2, 5]) } });

export const network: readonly Generator[] = [
  { weight: 8, creates: true, make: createService },
  { weight: 4, make: changeService },
  { weight: 2, make: endpoints },
  { weight: 1, make: ingress },
  { weight: 1, make: networkPolicy },
  { weight: 1, make: ingressClass },
  { weight: 1, make: slice },
  { weight: 1, make: visitors },
];
