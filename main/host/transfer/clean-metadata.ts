// Of an object's metadata: what a person has given it.
import type { KubeMetadata, KubeObject } from '../../../preload/contract/objects.ts';
import { dropUndefined } from '../../engine/kernel/json.ts';

const ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'kubernetes.io/limit-ranger',
  'kubernetes.io/psp',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
  'endpoints.kubernetes.io/last-change-trigger-time',
  'control-plane.alpha.kubernetes.io/leader',
]);
const ANNOTATIONS_BELOW = [
  'deployment.kubernetes.io/',
  'pv.kubernetes.io/',
  'deprecated.daemonset.template.',
  'cni.projectcalico.org/',
];
const LABELS = new Set(['kubernetes.io/metadata.name']);
/** Labels by which Jobs know their Pods unless told otherwise. */
const JOB_LABELS = new Set([
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'controller-uid',
  'job-name',
]);
const FINALIZERS = new Set([
  ...['kubernetes.io/pvc-protection', 'kubernetes.io/pv-protection', 'foregroundDeletion', 'orphan', 'kubernetes'],
  ...['customresourcecleanup.apiextensions.k8s.io', 'batch.kubernetes.io/job-tracking'],
  'service.kubernetes.io/load-balancer-cleanup',
]);

/** Names, labels, annotations and finalizers, as far as nobody but a person writes them. */
export function cleanMetadata({ kind, metadata = {} }: KubeObject): KubeMetadata {
  const { name, namespace, labels, annotations, finalizers } = metadata;
  const isTheirs = (key: string) => LABELS.has(key) || (kind === 'Job' && JOB_LABELS.has(key));
  const kept = finalizers?.filter((finalizer) => !FINALIZERS.has(finalizer)) ?? [];
  return dropUndefined<KubeMetadata>({
    name,
    namespace,
    labels: pick(labels, (key) => !isTheirs(key)),
    annotations: pick(annotations, (key) => !isServersAnnotation(key)),
    finalizers: kept.length > 0 ? kept : undefined,
  });
}

const isServersAnnotation = (key: string): boolean =>
  ANNOTATIONS.has(key) || ANNOTATIONS_BELOW.some((prefix) => key.startsWith(prefix));

/** The entries whose keys are wanted; undefined when there are none. */
function pick(
  map: Readonly<Record<string, string>> | undefined,
  isWanted: (key: string) => boolean,
): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(map ?? {}).filter(([key]) => isWanted(key));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
