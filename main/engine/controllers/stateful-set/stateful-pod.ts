// Models pkg/controller/statefulset/stateful_set_utils.go (v1.35): the Pods of a StatefulSet and their identities.
import type { PersistentVolumeClaim, PodTemplateSpec } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { hasTrueCondition } from '../../kinds/pod/status.ts';
import { podFromTemplate } from '../pod-control.ts';
import { nonEmpty } from '../non-empty.ts';

type StatefulSet = KindMap['statefulsets'];
type Pod = KindMap['pods'];

const REVISION = 'controller-revision-hash';
const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';

export const startOf = ({ spec }: StatefulSet): number => spec?.ordinals?.start ?? 0;
export const sizeOf = ({ spec }: StatefulSet): number => spec?.replicas ?? 1;
export const revisionNameOf = ({ metadata }: Pod): string | undefined => metadata?.labels?.[REVISION];

/** The number of a Pod of this set; undefined when its name is none that the set would give. */
export function ordinalOf({ metadata: owner }: StatefulSet, { metadata }: Pod): number | undefined {
  const prefix = `${owner?.name ?? ''}-`;
  const { name = '' } = metadata ?? {};
  const rest = name.slice(prefix.length);
  return name.startsWith(prefix) && /^\d{1,10}$/.test(rest) ? Number(rest) : undefined;
}

/** Whether the set wants a Pod with this number. */
export function isInRange(set: StatefulSet, pod: Pod): boolean {
  const ordinal = ordinalOf(set, pod) ?? -1;
  return ordinal >= startOf(set) && ordinal < startOf(set) + sizeOf(set);
}

export const isTerminating = ({ metadata }: Pod): boolean => metadata?.deletionTimestamp !== undefined;

/** Whether the Pod runs, is ready, and is to stay. */
export const isHealthy = (pod: Pod): boolean =>
  pod.status?.phase === 'Running' && hasTrueCondition(pod, 'Ready') && !isTerminating(pod);

/** The Pod with this number, made from the template of the revision `revision`. */
export function statefulPod(set: StatefulSet, ordinal: number, template: PodTemplateSpec, revision: string): Pod {
  const pod = podFromTemplate(template, set);
  const name = `${set.metadata?.name ?? ''}-${ordinal}`;
  const labels = { ...pod.metadata?.labels, ...identityLabels(name, ordinal), [REVISION]: revision };
  const claimed = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => ({
    name: metadata?.name ?? '',
    persistentVolumeClaim: { claimName: `${metadata?.name ?? ''}-${name}` },
  }));
  const others = (template.spec?.volumes ?? []).filter((volume) => !claimed.some((item) => item.name === volume.name));
  const volumes = [...claimed, ...others];
  const subdomain = set.spec?.serviceName;
  const containers = template.spec?.containers ?? [];
  const spec = { ...template.spec, containers, hostname: name, ...(subdomain && { subdomain }) };
  return {
    ...pod,
    metadata: { ...pod.metadata, name, labels },
    spec: dropUndefined({ ...spec, volumes: nonEmpty(volumes) }),
  };
}

const identityLabels = (name: string, ordinal: number) => ({ [POD_NAME]: name, [POD_INDEX]: String(ordinal) });

/** The Pod with the labels that say which one it is; undefined when it bears its name already. */
export function withIdentity(pod: Pod, ordinal: number): Pod | undefined {
  const { name = '', labels } = pod.metadata ?? {};
  if (labels?.[POD_NAME] === name) return undefined;
  return { ...pod, metadata: { ...pod.metadata, labels: { ...labels, ...identityLabels(name, ordinal) } } };
}

/** The claims that the Pod with this number needs. */
export function claimsOf(set: StatefulSet, ordinal: number): readonly PersistentVolumeClaim[] {
  const { name = '', namespace } = set.metadata ?? {};
  return (set.spec?.volumeClaimTemplates ?? []).map((template) => ({
    ...template,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...template.metadata,
      name: `${template.metadata?.name ?? ''}-${name}-${ordinal}`,
      namespace,
      labels: { ...template.metadata?.labels, ...set.spec?.selector.matchLabels },
    },
  }));
}
