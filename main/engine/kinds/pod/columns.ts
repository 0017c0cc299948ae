// Models printPod in pkg/printers/internalversion/printers.go (v1.35).
import type { Pod } from '../../api/generated/types.ts';
import type { Column, PrintContext } from '../../api/resources.ts';
import { ageOf } from '../ages.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { hasTrueCondition, summarizePod } from './status.ts';

export const podColumns: readonly Column<Pod>[] = [
  nameColumn,
  { name: 'Ready', priority: 0, cell: readyCell },
  { name: 'Status', priority: 0, cell: (pod) => summarizePod(pod).status },
  { name: 'Restarts', priority: 0, cell: restartsCell },
  ageColumn,
  { name: 'IP', priority: 1, cell: ({ status }) => status?.podIPs?.[0]?.ip || '<none>' },
  { name: 'Node', priority: 1, cell: ({ spec }) => spec?.nodeName || '<none>' },
  { name: 'Nominated Node', priority: 1, cell: ({ status }) => status?.nominatedNodeName || '<none>' },
  { name: 'Readiness Gates', priority: 1, cell: readinessGatesCell },
];

function readyCell(pod: Pod): string {
  const { readyContainers, totalContainers } = summarizePod(pod);
  return `${readyContainers}/${totalContainers}`;
}

function restartsCell(pod: Pod, { now }: PrintContext): string {
  const { restarts, lastRestart } = summarizePod(pod);
  return restarts > 0 && lastRestart !== undefined ? `${restarts} (${ageOf(lastRestart, now)} ago)` : String(restarts);
}

function readinessGatesCell(pod: Pod): string {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const open = gates.filter(({ conditionType }) => hasTrueCondition(pod, conditionType)).length;
  return `${open}/${gates.length}`;
}
