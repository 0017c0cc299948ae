// Models printNode in pkg/printers/internalversion/printers.go (v1.35).
import type { Node } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { nodeAddress, nodeRoles, nodeStatusText } from './status.ts';

export const nodeColumns: readonly Column<Node>[] = [
  nameColumn,
  { name: 'Status', priority: 0, cell: nodeStatusText },
  { name: 'Roles', priority: 0, cell: (node) => nodeRoles(node).join(',') || '<none>' },
  ageColumn,
  { name: 'Version', priority: 0, cell: ({ status }) => status?.nodeInfo?.kubeletVersion ?? '' },
  { name: 'Internal-IP', priority: 1, cell: (node) => nodeAddress(node, 'InternalIP') ?? '<none>' },
  { name: 'External-IP', priority: 1, cell: (node) => nodeAddress(node, 'ExternalIP') ?? '<none>' },
  { name: 'OS-Image', priority: 1, cell: ({ status }) => status?.nodeInfo?.osImage || '<unknown>' },
  { name: 'Kernel-Version', priority: 1, cell: ({ status }) => status?.nodeInfo?.kernelVersion || '<unknown>' },
  {
    name: 'Container-Runtime',
    priority: 1,
    cell: ({ status }) => status?.nodeInfo?.containerRuntimeVersion || '<unknown>',
  },
];
