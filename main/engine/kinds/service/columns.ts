// Models printService in pkg/printers/internalversion/printers.go (v1.35).
import type { Service } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { formatLabels } from '../label-text.ts';

export const serviceColumns: readonly Column<Service>[] = [
  nameColumn,
  { name: 'Type', priority: 0, cell: ({ spec }) => spec?.type ?? '' },
  { name: 'Cluster-IP', priority: 0, cell: ({ spec }) => spec?.clusterIPs?.[0] ?? '<none>' },
  { name: 'External-IP', priority: 0, cell: externalIpCell },
  { name: 'Port(s)', priority: 0, cell: portsCell },
  ageColumn,
  { name: 'Selector', priority: 1, cell: ({ spec }) => formatLabels(spec?.selector) },
];

function externalIpCell({ spec, status }: Service): string {
  const own = spec?.externalIPs ?? [];
  if (spec?.type === 'ExternalName') return spec.externalName ?? '';
  if (spec?.type !== 'LoadBalancer') return own.join(',') || '<none>';
  const given = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname = '' }) => ip || hostname);
  return [...[...new Set(given)].sort(), ...own].join(',') || '<pending>';
}

function portsCell({ spec }: Service): string {
  const ports = (spec?.ports ?? []).map(({ port, nodePort, protocol = '' }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return ports.join(',') || '<none>';
}
