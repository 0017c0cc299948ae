// Models describeQuota and DescribeResourceQuotas in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { ResourceQuota } from '../../api/generated/types.ts';
import { Description, describeName } from '../description.ts';
import { sortedKeys } from '../label-text.ts';

const scopeTexts: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

export function describeResourceQuota(quota: ResourceQuota): string {
  const description = new Description();
  describeName(description, quota);
  describeScopes(description, 0, ' * ', quota);
  description.line(0, 'Resource\tUsed\tHard\n--------\t----\t----');
  for (const line of usageLines(quota)) description.line(0, line);
  return description.toString();
}

/** The quotas of a namespace, one after the other. */
export function describeQuotasOf(description: Description, quotas: readonly ResourceQuota[]): void {
  if (quotas.length === 0) {
    description.line(0, 'No resource quota.');
    return;
  }
  description.line(0, 'Resource Quotas');
  for (const quota of quotas) {
    description.line(1, `Name:\t${quota.metadata?.name ?? ''}`);
    describeScopes(description, 1, '* ', quota);
    description.line(1, 'Resource\tUsed\tHard');
    description.line(1, '--------\t---\t---');
    for (const line of usageLines(quota)) description.line(1, line);
  }
}

function describeScopes(description: Description, level: number, mark: string, { spec }: ResourceQuota): void {
  const scopes = [...(spec?.scopes ?? [])].sort();
  if (scopes.length > 0) description.line(level, `Scopes:\t${scopes.join(', ')}`);
  for (const scope of scopes) {
    const text = scopeTexts[scope];
    if (text !== undefined) description.line(level, `${mark}${text}`);
  }
}

const usageLines = ({ status }: ResourceQuota): string[] =>
  sortedKeys(status?.hard).map((name) => `${name}\t${status?.used?.[name] ?? '0'}\t${status?.hard?.[name] ?? '0'}`);
