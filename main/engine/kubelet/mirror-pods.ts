// Models pkg/kubelet/pod/mirror_client.go (v1.35): lets static Pods be seen in the API.
import type { Pod } from '../api/generated/types.ts';
import { HASH, MIRROR, nameOf, namespaceOf, uidOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';

/** Creates the mirror of a static Pod unless it is there; replaces one that is ending or of an older manifest. */
export function ensureMirror(services: KubeletServices, pod: Pod): void {
  const { server, node, id } = services;
  const hash = pod.metadata?.annotations?.[HASH] ?? '';
  const current = server.get('pods', namespaceOf(pod), nameOf(pod));
  if (current.ok) {
    const { annotations, deletionTimestamp } = current.object.metadata ?? {};
    if (annotations?.[MIRROR] === hash && deletionTimestamp === undefined) return;
    if (!deleteMirror(services, current.object)) return;
  } else if (current.status.code !== 404) {
    return;
  }
  const owner = server.get('nodes', '', node);
  if (!owner.ok) return;
  const { uid: _, ...metadata } = pod.metadata ?? {};
  const reference = {
    apiVersion: 'v1',
    kind: 'Node',
    name: node,
    uid: owner.object.metadata?.uid ?? '',
    controller: true,
  };
  const mirror: Pod = {
    ...pod,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, [MIRROR]: hash },
      ownerReferences: [reference],
    },
  };
  server.create('pods', mirror, { actor: id });
}

/** Takes a mirror away at once; says whether it is gone. */
export function deleteMirror({ server, id }: KubeletServices, mirror: Pod): boolean {
  const options = { actor: id, gracePeriodSeconds: 0, uid: uidOf(mirror) };
  const deleted = server.delete('pods', namespaceOf(mirror), nameOf(mirror), options);
  return deleted.ok || deleted.status.code === 404;
}
