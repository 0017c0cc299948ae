// Models describePersistentVolumeClaim in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { PersistentVolumeClaim } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { storageClassOf } from '../access-modes.ts';
import { longTime } from '../ages.ts';
import { Description, describeEvents, describeLines, describeMetadata, describeName } from '../description.ts';
import { finalizersLine, statusLine } from '../persistent-volume/describe.ts';
import { claimAccessModes, claimCapacity } from './columns.ts';
import { dataSourceLines } from './data-source.ts';

export function describePersistentVolumeClaim(claim: PersistentVolumeClaim, context: PrintContext): string {
  const { spec, status } = claim;
  const description = new Description();
  describeName(description, claim);
  description.line(0, `StorageClass:\t${storageClassOf(claim)}`);
  description.line(0, statusLine(claim, status?.phase, context));
  description.line(0, `Volume:\t${spec?.volumeName ?? ''}`);
  describeMetadata(description, claim);
  description.line(0, finalizersLine(claim));
  description.line(0, `Capacity:\t${claimCapacity(claim)}`);
  description.line(0, `Access Modes:\t${claimAccessModes(claim)}`);
  if (spec?.volumeMode) description.line(0, `VolumeMode:\t${spec.volumeMode}`);
  describeDataSource(description, claim);
  describeLines(description, 'Used By', usersOf(claim, context));
  describeConditions(description, claim);
  describeEvents(description, claim, context);
  return description.toString();
}

function describeDataSource(description: Description, { spec }: PersistentVolumeClaim): void {
  const source = spec?.dataSource;
  if (!source) return;
  description.line(0, 'DataSource:');
  for (const line of dataSourceLines(source)) description.line(1, line);
}

/** The Pods that name the claim among their volumes. */
function usersOf({ metadata }: PersistentVolumeClaim, context: PrintContext): string[] {
  return context
    .list('pods')
    .filter((pod) => pod.metadata?.namespace === metadata?.namespace)
    .filter(({ spec }) => spec?.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === metadata?.name))
    .map((pod) => pod.metadata?.name ?? '')
    .sort();
}

function describeConditions(description: Description, { status }: PersistentVolumeClaim): void {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return;
  description.line(0, 'Conditions:');
  description.line(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage');
  description.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const { type, status: state, lastProbeTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    const times = `${longTime(lastProbeTime ?? undefined)} \t${longTime(lastTransitionTime)}`;
    description.line(1, `${type} \t${state} \t${times} \t${reason} \t${message}`);
  }
}
