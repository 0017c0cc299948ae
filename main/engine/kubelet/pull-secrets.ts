// Models getPullSecretsForPod in pkg/kubelet/kubelet_pods.go (v1.35): with what a Pod's images are pulled.
import { eventTarget } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { namespaceOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';

/** Tells which of the Secrets that a Pod names for its images are not there. Images are pulled all the same. */
export function tellMissingPullSecrets({ server, events }: KubeletServices, pod: Pod): void {
  const names = (pod.spec?.imagePullSecrets ?? []).flatMap(({ name }) => name || []);
  const missing = names.filter((name) => !server.get('secrets', namespaceOf(pod), name).ok);
  if (missing.length === 0) return;
  const message = `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`;
  events.send(eventTarget(pod), 'Warning', 'FailedToRetrieveImagePullSecret', message);
}
