// Models warningsForPodSpecAndMeta in pkg/api/pod/warnings.go (v1.35) as far as volumes go.
import type { Volume } from '../../api/generated/types.ts';
import { fractionWarnings } from './container-warnings.ts';

/** Sources that are on their way out, in the order in which they are looked for. */
const deprecatedSources = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
] as const;

export function volumeWarnings(path: string, volumes: readonly Volume[]): string[] {
  return [
    ...volumes.flatMap((volume, index) => sourceWarnings(`${path}[${index}]`, volume)),
    ...volumes.flatMap(overlapWarnings),
  ];
}

function sourceWarnings(path: string, volume: Volume): string[] {
  const requests = volume.ephemeral?.volumeClaimTemplate?.spec.resources?.requests;
  return [
    ...deprecatedSources.flatMap(([source, shown, message]) =>
      volume[source] === undefined ? [] : [`${path}.${shown}: ${message}`],
    ),
    ...fractionWarnings(`${path}.ephemeral.volumeClaimTemplate.spec.resources.requests`, requests, ['storage']),
  ];
}

interface Item {
  readonly path: string;
}

/** Files of one volume that would lie one in the other. */
function overlapWarnings({ name, configMap, secret, downwardAPI }: Volume): string[] {
  const own = (title: string, items: readonly Item[] | undefined) =>
    overlaps(items ?? []).map((paths) => `volume "${name}" (${title}): overlapping paths: ${paths}`);
  return [
    ...own(`ConfigMap "${configMap?.name ?? ''}"`, configMap?.items),
    ...own(`Secret "${secret?.secretName ?? ''}"`, secret?.items),
    ...own('DownwardAPI', downwardAPI?.items),
  ];
}

function overlaps(items: readonly Item[]): string[] {
  const paths = items.map(({ path }) => path).sort();
  return paths.slice(1).flatMap((path, index) => {
    const before = (paths[index] ?? '').replace(/\/+$/, '');
    const here = path.replace(/\/+$/, '');
    return here === before || here.startsWith(`${before}/`) ? [`"${here}" with "${before}"`] : [];
  });
}
