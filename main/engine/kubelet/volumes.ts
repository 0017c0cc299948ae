// Models the volume manager's part for ConfigMaps, emptyDir and hostPath (pkg/volume, v1.35): fills a Pod's volumes and
// says what keeps it waiting.
import type { ConfigMap, ConfigMapVolumeSource, Container, Pod, Volume } from '../api/generated/types.ts';
import type { MountConfig } from '../runtime/container.ts';
import { namespaceOf } from './pod-source.ts';

type Files = Readonly<Record<string, string>>;
export type Projection =
  | { readonly ok: true; readonly files: Files }
  /** Why the volume cannot be set up, as the FailedMount event says it. */
  | { readonly ok: false; readonly message: string };

/** Looks up a ConfigMap; undefined when there is none. */
export type FindConfigMap = (namespace: string, name: string) => ConfigMap | undefined;

/** The volumes of a Pod whose contents come from the API. */
export function projectedVolumes(pod: Pod): readonly Volume[] {
  return (pod.spec?.volumes ?? []).filter(({ configMap }) => configMap);
}

/** What belongs into a ConfigMap volume now. */
export function projectVolume(pod: Pod, volume: Volume, find: FindConfigMap): Projection {
  const source: ConfigMapVolumeSource = volume.configMap ?? {};
  const name = source.name ?? '';
  const configMap = find(namespaceOf(pod), name);
  if (!configMap) {
    if (source.optional === true) return { ok: true, files: {} };
    return {
      ok: false,
      message: `MountVolume.SetUp failed for volume "${volume.name}" : configmap "${name}" not found`,
    };
  }
  const texts = { ...configMap.data, ...configMap.binaryData };
  const files: Record<string, string> = {};
  const items = source.items ?? Object.keys(texts).map((key) => ({ key, path: key }));
  for (const { key, path } of items) {
    const text = texts[key];
    if (text !== undefined) files[`/${path}`] = text;
    else if (source.optional !== true) {
      const why = `references non-existent config key: ${key}`;
      return { ok: false, message: `MountVolume.SetUp failed for volume "${volume.name}" : configmap ${why}` };
    }
  }
  return { ok: true, files };
}

/** Where a container sees which volume. */
export function mountsOf(pod: Pod, container: Container): readonly MountConfig[] {
  const volumes = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, volume]));
  return (container.volumeMounts ?? []).map(({ name, mountPath, subPath }) => {
    const hostPath = volumes.get(name)?.hostPath?.path;
    return {
      mountPath: mountPath.length > 1 ? mountPath.replace(/\/$/, '') : mountPath,
      source: hostPath === undefined ? { volume: name } : { hostPath },
      subPath: subPath ?? '',
    };
  });
}
