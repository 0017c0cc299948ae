// Models extractFromFile in pkg/kubelet/config/file.go, tryDecodeSinglePod and applyDefaults in common.go (v1.35): the
// Pod of a manifest, or why there is none, in the kubelet's words.
import { LineCounter, parseAllDocuments } from 'yaml';
import { decode } from '../api/decode.ts';
import type { Pod } from '../api/generated/types.ts';
import { type Draft, type KindRegistry, apiVersionOf } from '../api/resources.ts';
import { yamlFault } from '../api/yaml-fault.ts';
import { goYaml } from '../api/yaml-tags.ts';
import { copyJson, isJsonObject } from '../kernel/json.ts';
import { digestOf } from '../kernel/digest.ts';
import { HASH } from './pod-source.ts';
import { referredResource } from './static-references.ts';

export type ReadManifest = { readonly ok: true; readonly pod: Pod } | { readonly ok: false; readonly fault: string };

/** Who reads a manifest, and when. */
export interface ManifestReader {
  readonly kinds: KindRegistry;
  readonly node: string;
  /** The present time, as the annotation has it. */
  readonly seen: string;
}

/** Reads a manifest; of several documents only the first counts. Fields that nobody knows are overlooked. */
export function readManifest(text: string, path: string, reader: ManifestReader): ReadManifest {
  const parsed = firstDocument(text);
  if (!parsed.ok) return unparsed(path, parsed.fault);
  const fault = kindFault(parsed.value, reader.kinds);
  if (fault !== undefined) return unparsed(path, fault);
  const decoded = decode(reader.kinds.pods.model, { ...(parsed.value as object) });
  if (!decoded.ok) return unparsed(path, decoded.message);
  // Decoded by the Pod's own model.
  const draft = copyJson(decoded.object) as Draft<Pod>;
  reader.kinds.pods.defaults(draft);
  const pod = complete(draft, path, reader);
  const errors = reader.kinds.pods.validate(pod).map(({ field, message }) => `${field}: ${message}`);
  if (errors.length > 0) return { ok: false, fault: `invalid pod: [${errors.join(' ')}]` };
  const resource = referredResource(draft);
  return resource === undefined ? { ok: true, pod } : { ok: false, fault: `static pods may not reference ${resource}` };
}

function unparsed(path: string, fault: string): ReadManifest {
  return { ok: false, fault: `${path}: couldn't parse as pod(${fault}), please check config file` };
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: string };

function firstDocument(text: string): Parsed {
  const lineCounter = new LineCounter();
  const [first] = parseAllDocuments(text, { ...goYaml, lineCounter, uniqueKeys: false });
  const error = first?.errors[0];
  if (!error) return { ok: true, value: first?.toJS({ maxAliasCount: 100 }) ?? null };
  return { ok: false, fault: `yaml: ${yamlFault(error, text, lineCounter)}` };
}

function kindFault(value: unknown, kinds: KindRegistry): string | undefined {
  const { kind, apiVersion } = isJsonObject(value) ? value : { kind: undefined, apiVersion: undefined };
  const json = JSON.stringify(value);
  if (typeof kind !== 'string' || kind === '') return `Object 'Kind' is missing in '${json}'`;
  if (typeof apiVersion !== 'string' || apiVersion === '') return `Object 'apiVersion' is missing in '${json}'`;
  if (kind === 'Pod' && apiVersion === 'v1') return undefined;
  // A kubelet knows the kinds of the core group only.
  const isCore =
    apiVersion === 'v1' && Object.values(kinds).some((each) => each.kind === kind && apiVersionOf(each) === 'v1');
  if (isCore) return `invalid pod: &core.${kind}{}`;
  return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`;
}

function complete(pod: Pod, path: string, { node, seen }: ManifestReader): Pod {
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
