// What events about one container of a Pod refer to, as pkg/kubelet/container/ref.go (v1.35) words it.
import { type EventTarget, eventTarget } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { ephemeralContainersOf, initContainersOf } from './container-state.ts';

export function containerTarget(pod: Pod, container: string): EventTarget {
  return eventTarget(pod, `spec.${listOf(pod, container)}{${container}}`);
}

function listOf({ spec }: Pod, container: string): string {
  if (initContainersOf(spec).some(({ name }) => name === container)) return 'initContainers';
  return ephemeralContainersOf(spec).some(({ name }) => name === container) ? 'ephemeralContainers' : 'containers';
}
