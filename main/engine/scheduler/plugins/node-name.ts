// Models pkg/scheduler/framework/plugins/nodename/node_name.go (v1.35).
import { type FilterPlugin, hopeless } from '../plugin.ts';

const name = 'NodeName';
const failure = hopeless(name, "node(s) didn't match the requested node name");

export const nodeName: FilterPlugin = {
  name,
  filter({ pod }, node) {
    return !pod.spec?.nodeName || pod.spec.nodeName === node.name ? undefined : failure;
  },
};
