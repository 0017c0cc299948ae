// Models SetNewReplicaSetAnnotations and its neighbours in pkg/controller/deployment/util/deployment_util.go (v1.35): what
// a Deployment notes on its ReplicaSets.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Labels } from '../../api/selectors.ts';
import { annotatedNumber } from '../annotated-number.ts';

const PREFIX = 'deployment.kubernetes.io/';
const REVISION = `${PREFIX}revision`;
const HISTORY = `${PREFIX}revision-history`;
const DESIRED = `${PREFIX}desired-replicas`;
const MAX = `${PREFIX}max-replicas`;
/** Characters that the list of former revisions may have. */
const HISTORY_LENGTH_MAX = 2000;

/** Annotations of a Deployment that its ReplicaSets do not take over. */
const ownAnnotations: readonly string[] = [
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  HISTORY,
  DESIRED,
  MAX,
  'deprecated.deployment.rollback.to',
];

/** The number of a rollout; 0 where none has been noted. */
export const revisionOf = (object: KubeObject): number => annotatedNumber(object, REVISION) ?? 0;
/** The size of the Deployment when the set was scaled last. */
export const notedSize = (set: KubeObject): number | undefined => annotatedNumber(set, DESIRED);
/** The same with what it might surge. */
export const notedMax = (set: KubeObject): number | undefined => annotatedNumber(set, MAX);

/** The annotations with the Deployment's size noted. */
export function withSizes(annotations: Labels | undefined, desired: number, max: number): Labels {
  return { ...annotations, [DESIRED]: String(desired), [MAX]: String(max) };
}

export function withRevision(annotations: Labels | undefined, revision: number): Labels {
  return { ...annotations, [REVISION]: String(revision) };
}

/** The annotations of the set with the present template, which is rolled out as `revision` or a later one. */
export function newSetAnnotations(deployment: KubeObject, present: Labels | undefined, revision: number): Labels {
  const taken = Object.entries(deployment.metadata?.annotations ?? {}).filter(([key]) => !ownAnnotations.includes(key));
  const annotations: Labels = { ...present, ...Object.fromEntries(taken) };
  const before = present?.[REVISION];
  if (before === undefined) return withRevision(annotations, revision);
  if (Number(before) >= revision) return annotations;
  return { ...withRevision(annotations, revision), [HISTORY]: lengthened(present?.[HISTORY] ?? '', before) };
}

/** The list of former revisions with one more; the oldest are dropped when it grows too long. */
function lengthened(history: string, revision: string): string {
  const revisions = history === '' ? [] : history.split(',');
  while (revisions.length > 0 && [...revisions, revision].join(',').length > HISTORY_LENGTH_MAX) revisions.shift();
  return [...revisions, revision].join(',');
}
