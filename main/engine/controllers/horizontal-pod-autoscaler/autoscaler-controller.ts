// Models pkg/controller/podautoscaler/horizontal.go (v1.35): keeps the size of a workload between two bounds and, where
// there are metrics, in step with what its Pods use.
import { keyOf } from '../../api/resources.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { SECOND } from '../../kernel/time.ts';
import {
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  again,
  done,
  failedBy,
} from '../controller.ts';
import { AUTOSCALER_CONTROLLER as name, AutoscalerTurn } from './autoscaler-turn.ts';
import { type SavedScalingMemory, ScalingMemory } from './scaling-memory.ts';

const PERIOD_US = 15 * SECOND;

export const horizontalPodAutoscalerController: ControllerDefinition = {
  name,
  component: 'horizontal-pod-autoscaler',
  watches: ['horizontalpodautoscalers', 'pods'],
  create: (context, saved) => {
    const memory = new ScalingMemory(saved as SavedScalingMemory | undefined);
    return {
      watches: {
        horizontalpodautoscalers: ({ type, object }) => {
          if (type === 'deleted') memory.forget(keyOf(object));
          else context.requeue(keyOf(object), PERIOD_US);
          return [];
        },
      },
      reconcile: (key) => reconcile(context, memory, key),
      save: () => memory.save(),
    };
  },
};

function reconcile(context: ControllerContext, memory: ScalingMemory, key: string): Outcome {
  const autoscaler = context.caches.of('horizontalpodautoscalers').byKey(key);
  if (!autoscaler) return done;
  const status = new AutoscalerTurn(context, memory, autoscaler).take();
  if (jsonEqual(status, autoscaler.status)) return again(PERIOD_US);
  const options = { actor: name, subresource: 'status' };
  const updated = context.server.update('horizontalpodautoscalers', { ...autoscaler, status }, options);
  return updated.ok || updated.status.code === 404 ? again(PERIOD_US) : failedBy(updated.status);
}
