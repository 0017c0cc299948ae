// Models printIngress in pkg/printers/internalversion/printers.go (v1.35).
import type { Ingress } from '../../api/generated/types.ts';
import type { Column } from '../../api/resources.ts';
import { ageColumn, nameColumn } from '../columns.ts';

const HOSTS_MAX = 3;

export const ingressColumns: readonly Column<Ingress>[] = [
  nameColumn,
  { name: 'Class', priority: 0, cell: ({ spec }) => spec?.ingressClassName ?? '<none>' },
  { name: 'Hosts', priority: 0, cell: hostsCell },
  { name: 'Address', priority: 0, cell: ingressAddresses },
  { name: 'Ports', priority: 0, cell: ({ spec }) => (spec?.tls?.length ? '80, 443' : '80') },
  ageColumn,
];

function hostsCell({ spec }: Ingress): string {
  const rules = spec?.rules ?? [];
  const hosts = rules.flatMap(({ host }) => (host ? [host] : [])).slice(0, HOSTS_MAX);
  const last = rules.findIndex((_, index) => hostsBefore(rules.slice(0, index)) === HOSTS_MAX);
  if (hosts.length === 0) return '*';
  return last < 0 ? hosts.join(',') : `${hosts.join(',')} + ${rules.length - HOSTS_MAX} more...`;
}

const hostsBefore = (rules: readonly { readonly host?: string | undefined }[]): number =>
  rules.filter(({ host }) => host).length;

/** Where traffic for an Ingress arrives, in the order of the addresses. */
export function ingressAddresses({ status }: Ingress): string {
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname = '' }) => ip || hostname);
  return [...new Set(addresses.filter(Boolean))].sort().join(',');
}
