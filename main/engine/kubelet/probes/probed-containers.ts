// Which containers of a Pod have probes, and which.
import type { Container, Pod, Probe, Volume } from '../../api/generated/types.ts';
import { isSidecar } from '../../kinds/pod/requests.ts';
import { containersOf, initContainersOf } from '../container-state.ts';
import type { ProbeKind } from './probe-worker.ts';

export function probedContainers(pod: Pod): readonly Container[] {
  return [...initContainersOf(pod.spec).filter(isSidecar), ...containersOf(pod.spec)];
}

/** One probe of one container by its name; undefined when there is none. */
export function findProbe(pod: Pod, name: string, kind: ProbeKind): { container: Container; probe: Probe } | undefined {
  const container = probedContainers(pod).find((each) => each.name === name);
  const probe = container && probeOf(container, kind);
  return probe && { container, probe };
}

export function probeOf(container: Container, kind: ProbeKind): Probe | undefined {
  switch (kind) {
    case 'readiness':
      return container.readinessProbe;
    case 'liveness':
      return container.livenessProbe;
    case 'startup':
      return container.startupProbe;
  }
}

/** Whether others may change what the container has in its volumes: they lie on the disk of the node. */
export function sharesFiles(pod: Pod, name: string): boolean {
  const mounts = probedContainers(pod).find((each) => each.name === name)?.volumeMounts ?? [];
  const onDisk = (volume: Volume) => volume.hostPath ?? volume.persistentVolumeClaim ?? volume.ephemeral;
  return mounts.some((mount) =>
    pod.spec?.volumes?.some((each) => each.name === mount.name && onDisk(each) !== undefined),
  );
}
