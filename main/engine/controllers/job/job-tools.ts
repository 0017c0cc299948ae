// What a Job's turn works with, and how it writes to Pods.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import type { ControllerContext } from '../controller.ts';
import type { Expectations } from '../expectations.ts';
import type { PodControl } from '../pod-control.ts';
import type { BackOffs } from './back-offs.ts';
import { TRACKING_FINALIZER } from './job-pods.ts';
import type { Removals } from './removals.ts';
import { nonEmpty } from '../non-empty.ts';

type Pod = KindMap['pods'];

export const JOB_CONTROLLER = 'job-controller';

export interface JobTools {
  readonly context: ControllerContext;
  readonly pods: PodControl;
  readonly expectations: Expectations;
  readonly removals: Removals;
  readonly backOffs: BackOffs;
}

/** Lets go of a Pod that was counted; that it is gone already is no failure. */
export function untrack({ server }: ControllerContext, { metadata }: Pod): ApiStatus | undefined {
  const found = server.get('pods', metadata?.namespace ?? '', metadata?.name ?? '');
  if (!found.ok) return found.status.code === 404 ? undefined : found.status;
  const pod = found.object;
  if (pod.metadata?.uid !== metadata?.uid) return undefined;
  const kept = (pod.metadata?.finalizers ?? []).filter((finalizer) => finalizer !== TRACKING_FINALIZER);
  const finalizers = nonEmpty(kept);
  const updated = server.update(
    'pods',
    { ...pod, metadata: dropUndefined({ ...pod.metadata, finalizers }) },
    { actor: JOB_CONTROLLER },
  );
  return updated.ok || updated.status.code === 404 ? undefined : updated.status;
}
