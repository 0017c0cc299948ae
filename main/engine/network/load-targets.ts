// What a load generator outside the cluster can ask for: node ports, as a person was told them.
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import type { Service } from '../api/generated/types.ts';
import { keyOf } from '../api/resources.ts';

/** The TCP node ports that the load is meant for, in the order of their Services' names. */
export function targetPorts(target: LoadSpec['target'], services: Iterable<Service>): readonly number[] {
  const meant = [...services].filter((service) => isMeant(target, service));
  meant.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return meant.flatMap((service) => nodePorts(service));
}

function isMeant(target: LoadSpec['target'], { metadata }: Service): boolean {
  if (target === 'all-node-ports') return true;
  return metadata?.namespace === target.namespace && metadata.name === target.service;
}

function nodePorts({ spec }: Service): readonly number[] {
  const ports = (spec?.ports ?? []).filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP');
  return ports.map(({ nodePort }) => nodePort ?? 0).filter((port) => port > 0);
}
