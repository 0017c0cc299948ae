// Models describePersistentVolume in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { NodeSelectorTerm, PersistentVolume, VolumeNodeAffinity } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { accessModesText, storageClassOf } from '../access-modes.ts';
import { ageOf } from '../ages.ts';
import { Description, describeEvents, describeMetadata } from '../description.ts';
import { sourceLines } from './sources.ts';

export function describePersistentVolume(volume: PersistentVolume, context: PrintContext): string {
  const { spec = {}, status, metadata } = volume;
  const description = new Description();
  description.line(0, `Name:\t${metadata?.name ?? ''}`);
  describeMetadata(description, volume);
  description.line(0, finalizersLine(volume));
  description.line(0, `StorageClass:\t${storageClassOf(volume)}`);
  description.line(0, statusLine(volume, status?.phase, context));
  const claim = spec.claimRef;
  description.line(0, `Claim:\t${claim ? `${claim.namespace ?? ''}/${claim.name ?? ''}` : ''}`);
  description.line(0, `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}`);
  description.line(0, `Access Modes:\t${accessModesText(spec.accessModes)}`);
  if (spec.volumeMode) description.line(0, `VolumeMode:\t${spec.volumeMode}`);
  description.line(0, `Capacity:\t${spec.capacity?.['storage'] ?? '0'}`);
  describeNodeAffinity(description, spec.nodeAffinity);
  description.line(0, `Message:\t${status?.message ?? ''}`);
  description.line(0, 'Source:');
  const source = sourceLines(spec);
  for (const line of source) description.line(2, line);
  if (source.length === 0) description.line(1, '<unknown>');
  describeEvents(description, volume, context);
  return description.toString();
}

/** `Finalizers:` of volumes and claims, as Go prints a list. */
export const finalizersLine = ({ metadata }: KubeObject): string =>
  `Finalizers:\t[${(metadata?.finalizers ?? []).join(' ')}]`;

/** The phase of a volume or claim, or for how long it has been going. */
export function statusLine({ metadata }: KubeObject, phase: string | undefined, { now }: PrintContext): string {
  const end = metadata?.deletionTimestamp;
  return `Status:\t${end === undefined ? (phase ?? '') : `Terminating (lasts ${ageOf(end, now)})`}`;
}

function describeNodeAffinity(description: Description, affinity: VolumeNodeAffinity | undefined): void {
  const required = affinity?.required;
  description.line(0, `Node Affinity:\t${required ? '' : '<none>'}`);
  if (!required) return;
  const terms = required.nodeSelectorTerms;
  description.line(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}`);
  terms.forEach((term, index) => {
    describeTerm(description, `Term ${index}`, term);
  });
}

function describeTerm(description: Description, title: string, { matchExpressions = [] }: NodeSelectorTerm): void {
  if (matchExpressions.length === 0) description.line(2, `${title}:\t<none>`);
  matchExpressions.forEach(({ key, operator, values = [] }, index) => {
    const list = values.length > 0 ? ` [${values.join(', ')}]` : '';
    description.line(2, `${index === 0 ? `${title}:` : ''}\t${key} ${operator.toLowerCase()}${list}`);
  });
}
