// Models pkg/kubelet/config/file.go (v1.35): the Pods whose manifests lie on the machine's disk.
import type { Pod } from '../api/generated/types.ts';
import { decodeStrictly } from '../api/decode.ts';
import { parseManifest } from '../api/manifest.ts';
import type { Draft, KindRegistry } from '../api/resources.ts';
import { copyJson } from '../kernel/json.ts';
import type { FileTree } from '../runtime/files.ts';
import { digestOf } from '../runtime/digest.ts';
import { HASH } from './pod-source.ts';

export const MANIFESTS = '/etc/kubernetes/manifests';

export interface ManifestScan {
  readonly pods: readonly { readonly path: string; readonly pod: Pod }[];
  /** Files that hold no Pod that could be run. */
  readonly broken: readonly string[];
}

/** Whether a change of the file concerns static Pods. Hidden files and subfolders do not. */
export function isManifestPath(path: string): boolean {
  if (!path.startsWith(`${MANIFESTS}/`)) return false;
  const name = path.slice(MANIFESTS.length + 1);
  return !name.includes('/') && !name.startsWith('.');
}

/** Reads all manifests. `seen` is the present time, as the annotation has it. */
export function scanManifests(disk: FileTree, kinds: KindRegistry, node: string, seen: string): ManifestScan {
  const pods: { path: string; pod: Pod }[] = [];
  const broken: string[] = [];
  for (const path of disk.below(MANIFESTS).filter(isManifestPath)) {
    const pod = readManifest(disk.read(path) ?? '', path, kinds, node, seen);
    if (pod) pods.push({ path, pod });
    else broken.push(path);
  }
  return { pods, broken };
}

/** The Pod of a manifest as the kubelet runs it; of several documents the first counts. */
function readManifest(text: string, path: string, kinds: KindRegistry, node: string, seen: string): Pod | undefined {
  const parsed = parseManifest(text, path, { duplicateKeys: true });
  const first = parsed.ok ? parsed.value[0] : undefined;
  if (first?.kind !== 'Pod') return undefined;
  const decoded = decodeStrictly(kinds.pods.model, { ...first });
  if (!decoded.ok) return undefined;
  // Decoded by the Pod's own model.
  const draft = copyJson(decoded.object) as Draft<Pod>;
  kinds.pods.defaults(draft);
  const pod = complete(draft, path, node, seen);
  return kinds.pods.validate(pod).length === 0 ? pod : undefined;
}

function complete(pod: Pod, path: string, node: string, seen: string): Pod {
  const hash = digestOf(`${node} ${path} ${JSON.stringify(pod)}`).slice(0, 32);
  const { metadata, spec } = pod;
  return {
    ...pod,
    metadata: {
      ...metadata,
      name: `${metadata?.name ?? ''}-${node}`,
      namespace: metadata?.namespace ?? 'default',
      uid: hash,
      annotations: {
        ...metadata?.annotations,
        [HASH]: hash,
        'kubernetes.io/config.seen': seen,
        'kubernetes.io/config.source': 'file',
      },
    },
    spec: {
      containers: [],
      ...spec,
      nodeName: node,
      tolerations: [...(spec?.tolerations ?? []), { operator: 'Exists', effect: 'NoExecute' }],
    },
  };
}
