// Models pkg/scheduler/framework/plugins/nodeports/node_ports.go (v1.35).
import { portsClash } from '../../kinds/pod/host-ports.ts';
import type { Failure, FilterPlugin } from '../plugin.ts';

const name = 'NodePorts';
const failure: Failure = {
  plugin: name,
  reasons: ["node(s) didn't have free ports for the requested pod ports"],
  resolvable: true,
};

/** No two Pods of a node can have one host port. */
export const nodePorts: FilterPlugin = {
  name,
  filter({ needs: { ports } }, node) {
    if (ports.length === 0 || node.ports.length === 0) return undefined;
    return ports.some((port) => node.ports.some((taken) => portsClash(port, taken))) ? failure : undefined;
  },
};
