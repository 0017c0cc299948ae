// Models pkg/volume/{configmap,secret,downwardapi,projected} (v1.35): what belongs into the volumes that are filled from
// the API, and what keeps them from being set up.
import type { DownwardAPIVolumeFile, KeyToPath, Pod, Volume, VolumeProjection } from '../../api/generated/types.ts';
import { containerResource, podField } from '../../kinds/pod/fields.ts';
import { allContainers } from '../container-state.ts';
import { withNodeLimits } from '../environment/environment.ts';
import { type SourceKind, valuesOf } from '../environment/sources.ts';
import { namespaceOf, uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import { serviceAccountToken } from './token.ts';

/** By path below the volume, beginning with `/`. */
export type Files = Readonly<Record<string, string>>;
type Contents =
  | { readonly ok: true; readonly files: Files }
  /** Why the volume cannot be set up, as the FailedMount event says it. */
  | { readonly ok: false; readonly message: string };

/** The volume that admission gives every Pod for its account. */
const ACCOUNT_VOLUME = /^kube-api-access-/;

/** Whether what is in the volume comes from the API. */
export function fillsFromApi({ configMap, secret, downwardAPI, projected }: Volume): boolean {
  return Boolean(configMap ?? secret ?? downwardAPI ?? projected);
}

/** Whether it may change while the Pod runs. */
export function mayChange(volume: Volume): boolean {
  return fillsFromApi(volume) && !ACCOUNT_VOLUME.test(volume.name);
}

/** What belongs into the volume now; undefined when it cannot be set up. */
export function contentsOf(services: KubeletServices, pod: Pod, volume: Volume): Files | undefined {
  if (volume.downwardAPI) return downwardFiles(services, pod, volume.downwardAPI.items ?? []);
  if (!volume.projected) return projection(services, pod, volume);
  const files: Record<string, string> = {};
  for (const source of volume.projected.sources ?? []) {
    const part = projection(services, pod, source);
    if (!part) return undefined;
    Object.assign(files, part);
  }
  return files;
}

/** Why the volume cannot be set up, as the FailedMount event says it: the faults of all its sources at once. */
export function contentsFault(services: KubeletServices, pod: Pod, volume: Volume): string | undefined {
  const faults = (volume.projected?.sources ?? [volume]).flatMap((source) => {
    const values = valuesIn(services, pod, source);
    return !values || values.ok ? [] : [values.message];
  });
  return faults.length > 1 ? `[${faults.join(', ')}]` : faults[0];
}

interface ValueSource {
  readonly name: string;
  readonly items?: readonly KeyToPath[] | undefined;
  readonly optional?: boolean | undefined;
}

function valueFiles(services: KubeletServices, pod: Pod, kind: SourceKind, source: ValueSource): Contents {
  const { name, optional = false } = source;
  const values = valuesOf(services.server, kind, namespaceOf(pod), name);
  if (!values) return optional ? { ok: true, files: {} } : { ok: false, message: `${kind} "${name}" not found` };
  const items = source.items ?? Object.keys(values).map((key) => ({ key, path: key }));
  const files: Record<string, string> = {};
  for (const { key, path } of items) {
    const text = values[key];
    if (text !== undefined) files[`/${path}`] = text;
    else if (!optional) return { ok: false, message: `${missingKey[kind]}: ${key}` };
  }
  return { ok: true, files };
}

const missingKey: Readonly<Record<SourceKind, string>> = {
  configmap: 'configmap references non-existent config key',
  secret: 'references non-existent secret key',
};

function downwardFiles(services: KubeletServices, pod: Pod, items: readonly DownwardAPIVolumeFile[]): Files {
  return Object.fromEntries(items.map((item) => [`/${item.path}`, downwardText(services, pod, item)]));
}

function downwardText(
  services: KubeletServices,
  pod: Pod,
  { fieldRef, resourceFieldRef }: DownwardAPIVolumeFile,
): string {
  if (fieldRef) return podField(pod, fieldRef.fieldPath);
  const { containerName, resource = '', divisor } = resourceFieldRef ?? {};
  const container = allContainers(pod.spec).find(({ name }) => name === containerName);
  return container ? containerResource(withNodeLimits(services, container), resource, divisor) : '';
}

function projection(services: KubeletServices, pod: Pod, source: Volume | VolumeProjection): Files | undefined {
  const values = valuesIn(services, pod, source);
  if (values) return values.ok ? values.files : undefined;
  if (source.downwardAPI) return downwardFiles(services, pod, source.downwardAPI.items ?? []);
  const token = 'serviceAccountToken' in source ? source.serviceAccountToken : undefined;
  if (!token) return {};
  const { serviceAccountName = 'default' } = pod.spec ?? {};
  return { [`/${token.path}`]: serviceAccountToken(namespaceOf(pod), serviceAccountName, uidOf(pod)) };
}

/** The files of a ConfigMap or Secret; undefined for a source that is neither. */
function valuesIn(services: KubeletServices, pod: Pod, source: Volume | VolumeProjection): Contents | undefined {
  const { configMap, secret } = source;
  if (configMap) return valueFiles(services, pod, 'configmap', { ...configMap, name: configMap.name ?? '' });
  if (!secret) return undefined;
  const name = 'secretName' in secret ? secret.secretName : 'name' in secret ? secret.name : undefined;
  return valueFiles(services, pod, 'secret', { ...secret, name: name ?? '' });
}
