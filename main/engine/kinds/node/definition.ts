// Models pkg/registry/core/node/strategy.go (v1.35).
import type { Node } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { nodeColumns } from './columns.ts';
import { describeNode } from './describe.ts';
import { validateNodeStatus } from './validate-status.ts';
import { validateNode, validateNodeUpdate } from './validate.ts';

export const nodeKind: KindDefinition<Node> = {
  resource: 'nodes',
  kind: 'Node',
  group: '',
  version: 'v1',
  singular: 'node',
  shortNames: ['no'],
  categories: [],
  namespaced: false,
  model: 'Node',
  generation: false,
  statusSubresource: true,
  defaults: (node) => {
    if (node.status?.capacity) node.status.allocatable ??= { ...node.status.capacity };
  },
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  validateStatus: validateNodeStatus,
  columns: nodeColumns,
  describe: describeNode,
};
