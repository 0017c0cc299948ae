// Models pkg/controller/namespace/namespace_controller.go (v1.35): empties a namespace that is to be deleted and then
// lets it go.
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { MINUTE, SECOND, fromTimestamp } from '../../kernel/time.ts';
import {
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  again,
  done,
  failedBy,
  unlessGone,
} from '../controller.ts';
import { deleteContent } from './delete-content.ts';
import { withConditions } from './namespace-conditions.ts';

type Namespace = KindMap['namespaces'];

const name = 'namespace-controller';
/** So that whoever has not heard of the deletion yet can finish what it began. */
const DELAY_US = 5 * SECOND;
const BACKOFF_MAX_US = MINUTE;
const FINALIZER = 'kubernetes';

export const namespaceController: ControllerDefinition = {
  name,
  component: name,
  watches: ['namespaces'],
  backOff: { lastUs: BACKOFF_MAX_US },
  clientFactors: { requestsPerSecond: 20, burst: 100 },
  create: (context) => ({
    watches: { namespaces: (change) => namespaceChanged(context, change) },
    reconcile: (key) => bringToEnd(context, key),
    save: () => undefined,
  }),
};

function namespaceChanged({ requeue }: ControllerContext, { type, object }: Change<Namespace>): readonly string[] {
  if (type === 'deleted' || object.metadata?.deletionTimestamp === undefined) return [];
  if (object.status?.phase !== 'Terminating') return [keyOf(object)];
  requeue(keyOf(object), DELAY_US);
  return [];
}

function bringToEnd(context: ControllerContext, key: string): Outcome {
  const { server, kernel } = context;
  const found = server.get('namespaces', '', key);
  if (!found.ok) return unlessGone(found);
  const namespace = found.object;
  const deletedAt = fromTimestamp(namespace.metadata?.deletionTimestamp ?? '');
  if (deletedAt === undefined) return done;
  if (namespace.status?.phase !== 'Terminating') return writeStatus(context, withPhase(namespace));
  const report = deleteContent(context, name, key, deletedAt);
  const written = writeStatus(context, withConditions(namespace, report, kernel.now));
  if (written.type === 'failed') return written;
  const [fault] = report.faults;
  if (fault !== undefined) return { type: 'failed', why: fault };
  if (report.estimateSeconds > 0) return again((Math.floor(report.estimateSeconds / 2) + 1) * SECOND);
  return finalize(context, key);
}

function withPhase(namespace: Namespace): Namespace {
  return { ...namespace, status: { ...namespace.status, phase: 'Terminating' } };
}

function writeStatus({ server }: ControllerContext, namespace: Namespace): Outcome {
  const updated = server.update('namespaces', namespace, { actor: name, subresource: 'status' });
  return updated.ok ? done : failedBy(updated.status);
}

/** Takes the namespace's own finalizer away, with which the last hold on it ends. */
function finalize({ server }: ControllerContext, key: string): Outcome {
  const found = server.get('namespaces', '', key);
  if (!found.ok) return unlessGone(found);
  const finalizers = (found.object.spec?.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
  if (jsonEqual(finalizers, found.object.spec?.finalizers ?? [])) return done;
  const freed = { ...found.object, spec: { ...found.object.spec, finalizers } };
  const updated = server.update('namespaces', freed, { actor: name, subresource: 'finalize' });
  return updated.ok ? done : failedBy(updated.status);
}
