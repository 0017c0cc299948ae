// Models MarkPodsNotReady in pkg/controller/util/node/controller_utils.go (v1.35).
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import { eventTarget } from '../../api/event-recorder.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { isPodReady } from '../../kinds/pod/status.ts';
import type { ControllerContext } from '../controller.ts';
import { byKey } from '../../api/order.ts';

/** Makes the Pods of a silent node unready, so that Services let go of them; answers the first failure. */
export function markPodsNotReady(context: ControllerContext, actor: string, node: string): ApiStatus | undefined {
  const { caches, server, kernel, events } = context;
  const lastTransitionTime = toTimestamp(kernel.now);
  let failure: ApiStatus | undefined;
  for (const pod of [...caches.podsByNode.of(node)].filter(isPodReady).sort(byKey)) {
    const conditions = (pod.status?.conditions ?? []).map((condition) =>
      condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime } : condition,
    );
    const marked = { ...pod, status: { ...pod.status, conditions } };
    const updated = server.update('pods', marked, { actor, subresource: 'status' });
    if (updated.ok) events.send(eventTarget(updated.object), 'Warning', 'NodeNotReady', 'Node is not ready');
    else if (updated.status.code !== 404) failure ??= updated.status;
  }
  return failure;
}
