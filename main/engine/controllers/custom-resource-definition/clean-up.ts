// Models staging/src/k8s.io/apiextensions-apiserver/pkg/controller/finalizer/crd_finalizer.go (v1.35): the objects of a
// definition go before it does.
import { CLEANUP_FINALIZER } from '../../api/deletion.ts';
import type { CustomResourceDefinition } from '../../api/generated/types.ts';
import type { ResourceName } from '../../api/resources.ts';
import { SECOND, toTimestamp } from '../../kernel/time.ts';
import { type ControllerContext, type Outcome, again, done, failedBy } from '../controller.ts';
import { type Finding, isTrue, withFindings } from './conditions.ts';

type Definition = CustomResourceDefinition;

const ACTOR = 'customresourcedefinition-controller';
/** How long is waited before looking again for objects that something holds back. */
const POLL_US = 5 * SECOND;

const inProgress: Finding = {
  type: 'Terminating',
  status: 'True',
  reason: 'InstanceDeletionInProgress',
  message: 'CustomResource deletion is in progress',
};
const completed: Finding = {
  type: 'Terminating',
  status: 'False',
  reason: 'InstanceDeletionCompleted',
  message: 'removed all instances',
};
const neverEstablished: Finding = {
  type: 'Terminating',
  status: 'False',
  reason: 'NeverEstablished',
  message: 'resource was never established',
};

/** Whether a definition is on its way out and still has objects to look after. */
export const isGoing = ({ metadata }: Definition): boolean =>
  metadata?.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(CLEANUP_FINALIZER);

export function cleanUp(context: ControllerContext, definition: Definition): Outcome {
  const begun = tell(context, definition, inProgress);
  if (!begun.ok) return failedBy(begun.status);
  const established = isTrue(begun.object, 'Established');
  if (established && !removeObjects(context, definition)) return again(POLL_US);
  const told = tell(context, begun.object, established ? completed : neverEstablished);
  if (!told.ok) return failedBy(told.status);
  const { metadata } = told.object;
  const finalizers = (metadata?.finalizers ?? []).filter((finalizer) => finalizer !== CLEANUP_FINALIZER);
  const released = { ...told.object, metadata: { ...metadata, finalizers } };
  const gone = context.server.update('customresourcedefinitions', released, { actor: ACTOR });
  return gone.ok ? done : failedBy(gone.status);
}

/** Deletes all objects of a kind; false while finalizers hold some of them back. */
function removeObjects({ server }: ControllerContext, { metadata }: Definition): boolean {
  // Its table in the store has the name of the definition.
  const table = (metadata?.name ?? '') as ResourceName;
  for (const { metadata: each } of [...server.store.all(table)]) {
    server.delete(table, each?.namespace ?? '', each?.name ?? '', { actor: ACTOR });
  }
  return server.store.count(table) === 0;
}

function tell({ server, kernel }: ControllerContext, definition: Definition, finding: Finding) {
  const conditions = withFindings(definition, [finding], toTimestamp(kernel.now));
  const status = { ...definition.status, conditions };
  return server.update('customresourcedefinitions', { ...definition, status }, { actor: ACTOR, subresource: 'status' });
}
