// Every namespace has what Pods need there, and the API server its own Service.
import { type Fault, fault } from '../fault.ts';
import { type World, nameOf } from '../world.ts';

export function namespaces(world: World): readonly Fault[] {
  const accounts = new Set(world.all('serviceaccounts').map(nameOf));
  const maps = new Set(world.all('configmaps').map(nameOf));
  const names = world.all('namespaces').map(nameOf);
  const lacking = (namespace: string) => [
    ...(accounts.has(`${namespace}/default`) ? [] : [fault('namespace', `${namespace} has no account default`)]),
    ...(maps.has(`${namespace}/kube-root-ca.crt`) ? [] : [fault('namespace', `${namespace} has no kube-root-ca.crt`)]),
  ];
  const isServed = world.all('services').some((service) => nameOf(service) === 'default/kubernetes');
  return [...names.flatMap(lacking), ...(isServed ? [] : [fault('namespace', 'there is no Service kubernetes')])];
}
